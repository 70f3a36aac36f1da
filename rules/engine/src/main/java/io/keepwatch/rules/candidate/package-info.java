/** A rule set before anyone judges with it: its files as they lie in a directory, and the process that tries it. */
@NullMarked
package io.keepwatch.rules.candidate;

import org.jspecify.annotations.NullMarked;
