/** The engine's command line. */
@NullMarked
package io.keepwatch.rules.cli;

import org.jspecify.annotations.NullMarked;
