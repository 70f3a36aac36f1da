/** What HR said of people, as far as a departure review needs it: when they left, and how they are monitored. */
@NullMarked
package io.keepwatch.hunting.hr;

import org.jspecify.annotations.NullMarked;
