/**
 * The HR door: signed notices come in, policy gives them a monitoring period, and they leave on {@code keepwatch.hr}
 * once each (S2-094, S2-100, S2-101, S2-107).
 */
@NullMarked
package io.keepwatch.notification.hr;

import org.jspecify.annotations.NullMarked;
