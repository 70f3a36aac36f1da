package io.keepwatch.notification.notice;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** How notices are delivered. */
@ConfigMapping(prefix = "keepwatch.delivery")
interface DeliveryConfig {
    /** How long one attempt may take. */
    Duration timeout();

    /** For how long an attempt holds its notice; longer than {@link #timeout()}, else one notice is sent twice. */
    Duration lease();

    /** Pause after the first failed attempt; it doubles with each further one. */
    Duration firstPause();

    /** The longest pause between two attempts. */
    Duration longestPause();

    /** Attempts after which a notice is dead and waits for a human. */
    int attempts();

    /** How many notices of one destination are under way together. */
    int parallel();

    /** How long a delivered notice is kept. */
    Duration settledKept();

    /** How long an event is remembered against replays; longer than its topic keeps it. */
    Duration eventsKept();

    /**
     * How long a period is remembered to have had suspicion, and a receipt to be confirmed; longer than any period with an
     * end can last, and than a departure can lie ahead.
     */
    Duration suspicionsKept();
}
