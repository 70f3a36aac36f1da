/** The whole-person model: what is known of a person in, one explainable score out. A pure function; time is an argument. */
@NullMarked
package io.keepwatch.rules.score;

import org.jspecify.annotations.NullMarked;
