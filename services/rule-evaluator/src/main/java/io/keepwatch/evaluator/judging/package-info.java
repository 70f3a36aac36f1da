/** The topology: what comes in is judged, per person, and what is known of a person is kept with the transaction. */
@NullMarked
package io.keepwatch.evaluator.judging;

import org.jspecify.annotations.NullMarked;
