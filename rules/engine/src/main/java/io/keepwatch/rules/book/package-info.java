/** Rule folders: read, checked, compiled, and what they declare. */
@NullMarked
package io.keepwatch.rules.book;

import org.jspecify.annotations.NullMarked;
