package io.keepwatch.ingestion.auditd;

import io.keepwatch.contracts.ActivityDraft;

/** What became of an event. */
sealed interface Reading {
    /** It is an activity. */
    record Read(ActivityDraft draft) implements Reading {}

    /** It belongs to an activity that another event tells. */
    record PartOfAnother() implements Reading {}

    /** It may belong to an activity that another event tells; {@code draft} counts if none does. */
    record Waits(ActivityDraft draft, Sessions.Key session) implements Reading {}

    /**
     * It is not an activity.
     *
     * @param reason fit for the sender
     */
    record Refused(String reason) implements Reading {}

    static Reading refused(String reason) {
        return new Refused(reason);
    }
}
