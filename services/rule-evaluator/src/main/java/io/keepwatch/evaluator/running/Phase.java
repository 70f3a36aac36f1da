package io.keepwatch.evaluator.running;

/** Where the evaluation stands. */
public enum Phase {
    /** There are no rules to judge with yet. */
    WAITING_FOR_RULES,
    /** The broker or a topic is missing. */
    WAITING_FOR_TOPICS,
    /** Partitions are being taken over and people restored; nothing is judged yet. */
    RESTORING,
    /** Every partition assigned here is judged. */
    RUNNING,
    /** It came to a stop and is about to be started again. */
    FAILED,
    /** Closed. */
    CLOSED
}
