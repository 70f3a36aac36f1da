/**
 * The way in for HR ({@link io.keepwatch.notification.hr}) and the way out to people
 * ({@link io.keepwatch.notification.notice}); here stands what both need from the outside.
 */
@NullMarked
package io.keepwatch.notification;

import org.jspecify.annotations.NullMarked;
