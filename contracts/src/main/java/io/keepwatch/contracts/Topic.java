package io.keepwatch.contracts;

import java.time.Duration;

/**
 * The Kafka topics of the public contract. Every topic is keyed by the person ({@code subject}), so that what concerns
 * one person keeps one order; record timestamps are the broker's ({@code LogAppendTime}), event time is payload only.
 */
public enum Topic {
    ACTIVITY("keepwatch.activity", Duration.ofDays(90), false),
    IDENTITY("keepwatch.identity", Duration.ofDays(90), true),
    HR("keepwatch.hr", Duration.ofDays(400), false),
    ALERT("keepwatch.alert", Duration.ofDays(90), false),
    RISK("keepwatch.risk", Duration.ofDays(90), false),
    /** Keyed by the digest of the model, which concerns nobody in particular. */
    MODEL("keepwatch.model", Duration.ofDays(90), true),
    SNOOZE("keepwatch.snooze", Duration.ofDays(90), true),
    MONITORING("keepwatch.monitoring", Duration.ofDays(400), false),
    CASE_EVENT("keepwatch.case-event", Duration.ofDays(400), false),
    NOTICE_RESULT("keepwatch.notice-result", Duration.ofDays(90), false),
    /** Keyed by partition, day and peer group. */
    PEERS("keepwatch.peers", Duration.ofDays(90), true),
    /** Keyed by who looked. */
    AUDIT("keepwatch.audit", Duration.ofDays(400), false);

    /** How long a dead letter waits for someone to look at it. */
    public static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(90);

    private static final String DEAD_LETTER_SUFFIX = ".dead";

    private final String topicName;
    private final Duration retention;
    private final boolean compacted;

    Topic(String topicName, Duration retention, boolean compacted) {
        this.topicName = topicName;
        this.retention = retention;
        this.compacted = compacted;
    }

    /** The topic's name on the broker. */
    public String topicName() {
        return topicName;
    }

    /** The name of the topic that takes what a consumer of this one cannot read. */
    public String deadLetterName() {
        return topicName + DEAD_LETTER_SUFFIX;
    }

    /** How long records are kept; for a {@link #compacted()} topic, not applied. */
    public Duration retention() {
        return retention;
    }

    /** True where only the newest record of a key is kept. */
    public boolean compacted() {
        return compacted;
    }
}
