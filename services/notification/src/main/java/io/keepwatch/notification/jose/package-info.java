/**
 * Signed JSON inside an encrypted envelope, both ways (S2-100): a JWS inside a JWE, algorithms and header members from
 * short lists, keys by their id.
 */
@NullMarked
package io.keepwatch.notification.jose;

import org.jspecify.annotations.NullMarked;
