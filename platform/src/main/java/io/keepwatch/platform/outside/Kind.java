package io.keepwatch.platform.outside;

import java.util.Locale;
import java.util.Optional;

/** The doors of the outside world. */
enum Kind {
    MAIL,
    WEBHOOK,
    HR,
    PAGER,
    CHAT;

    /** As it stands in queries and answers, and as the first part of a door's path. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Kind> of(String label) {
        for (Kind kind : values()) {
            if (kind.label().equals(label)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
