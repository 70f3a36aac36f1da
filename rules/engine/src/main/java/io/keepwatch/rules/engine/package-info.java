/** The engine is a function: state and input in, state and alerts out. No clock, no framework. */
@NullMarked
package io.keepwatch.rules.engine;

import org.jspecify.annotations.NullMarked;
