package io.keepwatch.notification.notice;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where notices may go; nothing but configuration names a destination. */
@ConfigMapping(prefix = "keepwatch")
interface DestinationConfig {
    Mailbox mail();

    Receiver webhook();

    Cases cases();

    interface Mailbox {
        /** Addresses, separated by commas; none: no e-mail. */
        Optional<List<String>> to();

        String from();

        /** Addresses of the owners of tasks, by owner; who is not named has the addresses of {@link #to()}. */
        Map<String, List<String>> owners();

        /** Who hears of tasks that stay undone; without it {@link #to()}. */
        Optional<List<String>> socLead();
    }

    interface Receiver {
        /** Where signed requests go; none: no webhook. */
        Optional<URI> url();

        /** The secret that signs, {@code whsec_…}; with a blank between, a new one before the one it replaces. */
        Optional<String> secret();

        /** Whether {@code http} will do; only where the receiver shares our machine. */
        boolean allowPlain();

        /** Whether the receiver may have a loopback or private address. */
        boolean allowPrivate();
    }

    interface Cases {
        /** The case API as the reader of a notice reaches it. */
        @WithName("url")
        URI url();
    }
}
