/** Where activities lie and how they are kept: each once, in its own hour, readable while they are written. */
@NullMarked
package io.keepwatch.hunting.store;

import org.jspecify.annotations.NullMarked;
