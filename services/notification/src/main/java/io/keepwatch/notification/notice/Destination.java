package io.keepwatch.notification.notice;

/** Where a notice can go. */
enum Destination {
    /** E-mail to the configured addresses. */
    MAIL,
    /** A signed HTTP request to the configured address. */
    WEBHOOK
}
