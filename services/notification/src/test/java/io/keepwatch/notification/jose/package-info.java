/** The HR door, from the HR system's side. */
@NullMarked
package io.keepwatch.notification.jose;

import org.jspecify.annotations.NullMarked;
