/** Notices, from the receivers' side. */
@NullMarked
package io.keepwatch.notification.notice;

import org.jspecify.annotations.NullMarked;
