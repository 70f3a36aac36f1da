package io.keepwatch.hunting.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session that somebody opened, and that nobody reported as ended: no source reports that (S1-11).
 *
 * @param kind tmux, screen or ssh; null if the source did not say
 * @param since when it was opened
 * @param ageSeconds from then until the instant asked for
 * @param lastSeen the last activity in it, or the last time it was reported
 * @param lasting whether it must be expected to be open: its kind outlives logins, or it was seen lately, or long after it was
 *     opened
 * @param question finds everything in it
 */
public record OpenSession(
        @Nullable String session,
        @Nullable String kind,
        @Nullable String host,
        Instant since,
        long ageSeconds,
        Instant lastSeen,
        boolean lasting,
        String question) {
    OpenSession foundBy(Asked asked) {
        Asked inIt = asked.withText("host", host).withText("session", session);
        return new OpenSession(
                session,
                kind,
                host,
                since,
                ageSeconds,
                lastSeen,
                lasting,
                (session == null ? inIt.that("type = session.open") : inIt).toString());
    }
}
