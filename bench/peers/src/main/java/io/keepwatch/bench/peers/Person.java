package io.keepwatch.bench.peers;

import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.Identity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Someone of the load, with what is known of them before the first activity.
 *
 * @param subject the person's key
 * @param privileged whether they hold administrative rights
 * @param zone of their days and nights
 * @param noticeSecond when they gave notice, in seconds since 1970; {@link #STAYS} where they did not
 * @param knownSince when they first did something that a rule looks at, in seconds since 1970
 */
public record Person(String subject, boolean privileged, ZoneId zone, long noticeSecond, long knownSince) {
    /** The notice of someone who gave none: later than anything that happens. */
    public static final long STAYS = Long.MAX_VALUE;

    /** How long after a notice data access is listed. */
    public static final Duration LISTED = Duration.ofDays(14);

    /** One in so many gave notice. */
    private static final int LEAVER_ONE_IN = 200;

    /** @param end when the load ends; notices are given in the {@code days} before */
    static Person of(Identity identity, SplittableRandom random, int days, Instant end, long knownSince) {
        long notice = random.nextInt(LEAVER_ONE_IN) == 0
                ? end.minusSeconds(1 + random.nextLong(Duration.ofDays(days).toSeconds()))
                        .getEpochSecond()
                : STAYS;
        return new Person(
                identity.subject(),
                identity.privileged(),
                ZoneId.of(Objects.requireNonNull(identity.timeZone())),
                notice,
                knownSince);
    }

    /** Whether the moment lies within the time after a notice in which data access is listed. */
    public boolean isLeavingAt(long second) {
        return second >= noticeSecond && second - noticeSecond < LISTED.toSeconds();
    }

    /** The profile, valid all the time. */
    public Identity identity() {
        return new Identity(
                subject,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                privileged,
                false,
                false,
                zone.getId(),
                null,
                null,
                0,
                Instant.EPOCH,
                false);
    }

    /** What HR said of someone who gave notice. */
    public HrEvent notice() {
        Instant occurred = Instant.ofEpochSecond(noticeSecond);
        return new HrEvent(
                "notice-" + subject,
                HrEvent.RESIGNATION,
                subject,
                null,
                occurred,
                occurred,
                Map.of(),
                new HrEvent.Monitoring("enhanced", occurred, occurred.plus(LISTED)),
                null,
                null);
    }
}
