package io.keepwatch.cases.person;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Where and for whom a person works.
 *
 * @param known false while no identity has arrived; then the zone is presumed
 * @param zone the person's days are counted in it
 * @param site where the person works
 * @param manager the manager's subject
 */
public record Profile(
        boolean known,
        ZoneId zone,
        @Nullable String site,
        @Nullable String manager) {
    static final Profile UNKNOWN = new Profile(false, ZoneOffset.UTC, null, null);
}
