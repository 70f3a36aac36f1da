package io.keepwatch.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What every activity has. Its identity is ({@link #source}, {@link #id}): it counts once, however often it is delivered.
 *
 * @param id unique within the source
 * @param source the feed that reported it
 * @param time when it happened, by the source's word; the only event time there is
 * @param user the account as the source knows it; absent for activity without a user
 * @param host the machine it happened on, where the source knows it
 * @param subject the person's key, or {@code account:<source>/<name>} or {@code host:<name>} while nobody claims it
 * @param unresolved true while {@code subject} is not a known person
 */
public record ActivityHeader(
        String id,
        String source,
        Instant time,
        @Nullable String user,
        @Nullable String host,
        String subject,
        boolean unresolved) {}
