package io.keepwatch.notification.notice;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** The HR system's callback. */
@ConfigMapping(prefix = "keepwatch.hr-callback")
interface HrCallbackConfig {
    /** Where confirmation, suspicion and all-clear go; none: HR is told nothing. */
    Optional<URI> url();

    /** The secret of the webhook headers, {@code whsec_…}; those of the HR door unless it says otherwise. */
    Optional<String> secret();

    /** Whether {@code http} will do; only where HR shares our machine. */
    boolean allowPlain();

    /** Whether the callback may have a loopback or private address. */
    boolean allowPrivate();

    /** How many callbacks are under way together. */
    int parallel();

    /** Attempts after which a callback is dead; enough for days. */
    int attempts();
}
