package io.keepwatch.notification.hr;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The HR door's configuration. */
@ConfigMapping(prefix = "keepwatch.hr")
interface HrConfig {
    /** Secrets of the HR systems, {@code whsec_…}, separated by blanks or commas; several while one is replaced. */
    Optional<String> webhookSecret();

    /** Whether a signed but unencrypted body is taken; only where HR and we share a machine. */
    @WithDefault("false")
    boolean allowPlain();

    /** How long enhanced monitoring lasts from the day of a resignation or termination (S2-094). */
    Duration enhancedMonitoring();

    /** How long a webhook-id is remembered; no sender repeats longer than 72 h. */
    Duration deliveriesKept();
}
