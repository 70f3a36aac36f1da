/** The rule evaluator: activities and HR events in, alerts out, exactly once. */
@NullMarked
package io.keepwatch.evaluator;

import org.jspecify.annotations.NullMarked;
