/** People whose scores must come out right, written as data, and how far the model is from getting them wrong. */
@NullMarked
package io.keepwatch.rules.calibration;

import org.jspecify.annotations.NullMarked;
