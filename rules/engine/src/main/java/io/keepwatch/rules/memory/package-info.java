/** Memory: what is remembered of a person, and how it is stored. */
@NullMarked
package io.keepwatch.rules.memory;

import org.jspecify.annotations.NullMarked;
