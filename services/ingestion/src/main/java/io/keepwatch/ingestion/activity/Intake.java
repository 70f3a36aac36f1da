package io.keepwatch.ingestion.activity;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.ingestion.format.LineDecoder;
import io.keepwatch.ingestion.http.Rejections;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Takes the activities of one request: accepts or rejects each, and sends it on its way. Used by its thread. */
final class Intake implements LineDecoder.Sink {
    private final Acceptance acceptance;
    private final ActivityTopic topic;
    private final Tally tally;
    private final SourceGrant grant;
    private final @Nullable String namedSource;
    private final Rejections rejections = new Rejections();
    private final Delivery delivery = new Delivery();
    private String source;
    private MessageHeaders headers;
    private boolean readable;

    /** @param namedSource the feed that the request names and the token grants; null if it names none */
    Intake(Acceptance acceptance, ActivityTopic topic, Tally tally, SourceGrant grant, @Nullable String namedSource) {
        this.acceptance = acceptance;
        this.topic = topic;
        this.tally = tally;
        this.grant = grant;
        this.namedSource = namedSource;
        source = namedSource == null ? grant.client() : namedSource;
        headers = new MessageHeaders(source);
    }

    @Override
    public void accept(ActivityDraft draft, long lineNumber) {
        readable = true;
        switchTo(sourceOf(draft));
        String wrongTime = acceptance.wrongTime(draft.time());
        if (wrongTime != null) {
            rejected(lineNumber, wrongTime, Tally.Reason.TIME);
            return;
        }
        Activity activity;
        byte[] value;
        try {
            activity = acceptance.activity(draft, source);
            value = ActivityTopic.value(activity);
        } catch (MalformedMessageException e) {
            rejected(lineNumber, e.reason(), Tally.Reason.INVALID);
            return;
        }
        send(activity, value, lineNumber);
    }

    @Override
    public void reject(long lineNumber, String reason) {
        readable = true;
        rejected(lineNumber, reason, Tally.Reason.INVALID);
    }

    @Override
    public void unreadable(long lineNumber, String reason) {
        rejected(lineNumber, reason, Tally.Reason.UNREADABLE);
    }

    /** A line was too long, or its list broke off, before any decoder saw it. */
    void faulty(long lineNumber, String reason) {
        rejected(lineNumber, reason, Tally.Reason.FAULTY);
    }

    /** True once a line was of the format, whether or not it was accepted. */
    boolean isReadable() {
        return readable;
    }

    Rejections rejections() {
        return rejections;
    }

    Delivery delivery() {
        return delivery;
    }

    /** No more lines come: feeds and metrics are told the rest. */
    void end() {
        tally.tell(source);
    }

    private void send(Activity activity, byte[] value, long line) {
        try {
            if (!topic.send(activity, value, headers, line, delivery)) {
                throw new IntakeEndedException(IntakeEndedException.Cause.OVERLOADED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IntakeEndedException(IntakeEndedException.Cause.UNAVAILABLE);
        }
        if (delivery.hasFailed()) {
            throw new IntakeEndedException(IntakeEndedException.Cause.UNAVAILABLE);
        }
        Instant time = activity.header().time();
        if (tally.accepted(time)) {
            tally.tell(source);
        }
    }

    private String sourceOf(ActivityDraft draft) {
        String own = draft.source();
        if (namedSource != null || own == null) {
            return source;
        }
        if (!grant.holds(own)) {
            throw new IntakeEndedException(IntakeEndedException.Cause.FOREIGN_SOURCE);
        }
        return own;
    }

    private void switchTo(String next) {
        if (!next.equals(source)) {
            tally.tell(source);
            source = next;
            headers = new MessageHeaders(next);
        }
    }

    private void rejected(long line, String reason, Tally.Reason why) {
        rejections.add(line, reason);
        if (tally.rejected(why)) {
            tally.tell(source);
        }
    }
}
