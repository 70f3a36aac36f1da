/** What another rule set would have said of the past: two sets over one history, and how their alerts differ. */
@NullMarked
package io.keepwatch.rules.backtest;

import org.jspecify.annotations.NullMarked;
