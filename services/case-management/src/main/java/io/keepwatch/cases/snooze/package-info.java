/** Not hearing of one rule and one person for a while: decided by people, with a reason, an end and a trail. */
@NullMarked
package io.keepwatch.cases.snooze;

import org.jspecify.annotations.NullMarked;
