/**
 * Case management: takes the alerts of the rule evaluator, keeps at most one open case per person and kind, and tells
 * who may see it what it knows.
 */
@NullMarked
package io.keepwatch.cases;

import org.jspecify.annotations.NullMarked;
