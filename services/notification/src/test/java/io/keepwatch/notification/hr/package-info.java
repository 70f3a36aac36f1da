/** The HR door, from the HR system's side. */
@NullMarked
package io.keepwatch.notification.hr;

import org.jspecify.annotations.NullMarked;
