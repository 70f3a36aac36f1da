/**
 * Notices to people: case events come in, become one row per destination, and are delivered by e-mail and signed
 * webhook until they arrived or are dead (S1-06).
 */
@NullMarked
package io.keepwatch.notification.notice;

import org.jspecify.annotations.NullMarked;
