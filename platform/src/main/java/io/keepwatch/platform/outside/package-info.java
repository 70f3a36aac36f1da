/**
 * Everybody Keepwatch talks to, as seen from Keepwatch: a mail server, receivers of webhooks and HR callbacks, a pager and
 * a chat. They keep what arrives, tell it to whoever asks, and fail on demand. Part of the local platform only.
 */
@NullMarked
package io.keepwatch.platform.outside;

import org.jspecify.annotations.NullMarked;
