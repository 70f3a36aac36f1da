/** What became of monitoring periods, of the ex-employee watch, and of the notices about them. */
@NullMarked
package io.keepwatch.cases.monitoring;

import org.jspecify.annotations.NullMarked;
