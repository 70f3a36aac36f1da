/**
 * The local platform: Kafka, PostgreSQL, Keycloak, the services and an outside world on one machine, each a process of
 * its own. {@link io.keepwatch.platform.LocalPlatform} is the door for other Java programs, {@code make} the one for
 * people.
 */
@NullMarked
package io.keepwatch.platform;

import org.jspecify.annotations.NullMarked;
