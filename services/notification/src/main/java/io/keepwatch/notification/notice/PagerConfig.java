package io.keepwatch.notification.notice;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** The pager: a PagerDuty service, or what speaks its Events API v2. */
@ConfigMapping(prefix = "keepwatch.pager")
interface PagerConfig {
    /** Where events go. */
    URI url();

    /** The integration's key; none: nobody is paged. */
    Optional<String> routingKey();

    /** Rules whose P1 alerts are paged. */
    Set<String> rules();

    /** Whether {@code http} will do; only where the pager shares our machine. */
    boolean allowPlain();

    /** Whether the pager may have a loopback or private address. */
    boolean allowPrivate();
}
