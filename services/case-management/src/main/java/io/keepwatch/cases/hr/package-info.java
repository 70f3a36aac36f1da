/** What HR said of people, as it was said: the ground on which off-boardings and access verifications stand. */
@NullMarked
package io.keepwatch.cases.hr;

import org.jspecify.annotations.NullMarked;
