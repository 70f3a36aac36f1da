package io.keepwatch.notification.hr;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.Map;
import java.util.Optional;

/** The HR door's configuration. */
@ConfigMapping(prefix = "keepwatch.hr")
interface HrConfig {
    /** Secrets of the HR systems, {@code whsec_…}, separated by blanks or commas; several while one is replaced. */
    Optional<String> webhookSecret();

    /** Whether a signed but unencrypted body is taken; only where HR and we share a machine. */
    @WithDefault("false")
    boolean allowPlain();

    /** What each event begins, by the contract's word for it (S2-094 … S2-099). */
    Map<String, Begins> policy();

    /** First day that a date of HR's may name. */
    LocalDate earliest();

    /** How far ahead of the domain clock a date of HR's may lie. */
    Period mostAhead();

    /** How long a webhook-id is remembered; no sender repeats longer than 72 h. */
    Duration deliveriesKept();

    /** How long an event can still be withdrawn after all that it began is over. */
    Duration eventsKept();

    /** What one event begins. */
    interface Begins {
        /** The kind of monitoring: enhanced, watchlist, assessment; without it the event begins none. */
        Optional<String> monitoring();

        /** How long, counted from {@code occurred}; without it until a withdrawal or a review. */
        Optional<Duration> length();

        /** The factor of the person's context: notice, pip, negative-review, contractor. */
        Optional<String> context();
    }
}
