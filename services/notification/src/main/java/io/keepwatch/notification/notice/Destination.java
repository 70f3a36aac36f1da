package io.keepwatch.notification.notice;

import java.util.Locale;

/** Where a notice can go. */
enum Destination {
    /** E-mail to the configured addresses. */
    MAIL,
    /** A signed HTTP request to the configured address. */
    WEBHOOK,
    /** The pager of whoever is on call. */
    PAGER,
    /** The HR system's callback, signed and encrypted. */
    HR;

    /** As it stands in queries, answers, results and metrics. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
