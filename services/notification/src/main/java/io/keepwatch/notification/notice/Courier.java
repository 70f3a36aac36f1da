package io.keepwatch.notification.notice;

import io.smallrye.mutiny.Uni;

/** Brings notices to one destination. */
interface Courier {
    Destination destination();

    /** Whether configuration names a place to deliver to. */
    boolean isConfigured();

    /** Makes one attempt; a failed attempt is an outcome, not a failure of the Uni. */
    Uni<Attempt> deliver(Notice notice);

    /** How many notices may be under way together. */
    default int parallel(DeliveryConfig config) {
        return config.parallel();
    }

    /** Attempts after which a notice is dead. */
    default int attempts(DeliveryConfig config) {
        return config.attempts();
    }

    /** What became of one attempt. */
    sealed interface Attempt {
        record Delivered() implements Attempt {}

        /** @param reason for the operator; no personal data, no secret, no text of the receiver's */
        record Failed(String reason) implements Attempt {}
    }
}
