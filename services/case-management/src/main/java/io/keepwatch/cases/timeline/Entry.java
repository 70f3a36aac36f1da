package io.keepwatch.cases.timeline;

import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.contracts.NoticeResult;
import io.keepwatch.contracts.TaskEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as the timeline keeps it. The details are words and times of our own messages, never what HR
 * wrote in free text.
 *
 * @param id derived from what it says: told again, it is the same entry
 * @param at when it happened, in domain time
 * @param event what happened, in the word of its kind's own messages
 * @param caseId the case that has to be visible for this to be, or null
 */
public record Entry(
        String id,
        String subject,
        Instant at,
        Kind kind,
        String event,
        @Nullable UUID caseId,
        Map<String, String> details) {

    /** What an entry tells of; in the order in which one follows from the other at one instant. */
    public enum Kind {
        HR_EVENT,
        MONITORING,
        CASE,
        TASK,
        NOTICE,
        /** Last, because the order of these is kept with the entries. */
        RISK;

        String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Entry {
        details = Map.copyOf(details);
    }

    public static Entry of(HrEvent event) {
        return new Entry(
                "hr:" + event.receipt(),
                event.subject(),
                event.receivedAt(),
                Kind.HR_EVENT,
                event.event(),
                null,
                new Details()
                        .put("receipt", event.receipt())
                        .put("occurred", event.occurred())
                        .put("effective", event.effective())
                        .put("withdraws", event.withdraws())
                        .map());
    }

    public static Entry of(MonitoringChange change) {
        return new Entry(
                "monitoring:" + change.id(),
                change.subject(),
                change.at(),
                Kind.MONITORING,
                change.state(),
                null,
                new Details()
                        .put("monitoring", change.kind())
                        .put("period", change.period())
                        .put("from", change.from())
                        .put("until", change.until())
                        .put("recordedAt", change.recordedAt())
                        .put("receipt", change.receipt())
                        .put("alert", change.alert())
                        .put("rule", change.rule())
                        .put("severity", change.severity())
                        .put("reason", change.reason())
                        .map());
    }

    public static Entry of(NoticeResult result) {
        return new Entry(
                "notice:" + result.id(),
                result.subject(),
                result.at(),
                Kind.NOTICE,
                result.result(),
                null,
                new Details()
                        .put("notice", result.kind())
                        .put("channel", result.channel())
                        .put("about", result.about())
                        .put("reason", result.reason())
                        .map());
    }

    /** @param by who did it, or null where time or another message did */
    public static Entry of(TaskEvent event, @Nullable String by) {
        return new Entry(
                "task:" + event.id(),
                event.subject(),
                event.at(),
                Kind.TASK,
                event.event(),
                null,
                new Details()
                        .put("task", event.task())
                        .put("taskKind", event.kind())
                        .put("step", event.step())
                        .put("owner", event.owner())
                        .put("deadline", event.deadline())
                        .put("receipt", event.receipt())
                        .put("by", by)
                        .put("reason", event.reason())
                        .map());
    }

    public static Entry of(CaseEvent event) {
        return new Entry(
                "case:" + event.id(),
                event.subject(),
                event.at(),
                Kind.CASE,
                event.event(),
                UUID.fromString(event.caseId()),
                new Details()
                        .put("case", event.caseId())
                        .put("kind", event.kind())
                        .put(
                                "alert",
                                event.alert() == null ? null : event.alert().id())
                        .map());
    }

    /**
     * A change of the band of a person's score, the incident of it (S3-35): with {@code at} and {@code recordedAt} the
     * score's door shows all of its working.
     *
     * @param rise whether the band asks for more than before
     */
    public static Entry of(String subject, CaseEvent.ScoreSummary score, boolean rise, Instant recordedAt) {
        return new Entry(
                "risk:" + score.risk(),
                subject,
                score.at(),
                Kind.RISK,
                rise ? CaseEvent.BAND_RAISED : CaseEvent.BAND_LOWERED,
                null,
                new Details()
                        .put("risk", score.risk())
                        .put("before", score.before())
                        .put("band", score.band())
                        .put("score", score.score())
                        .put("at", score.at())
                        .put("recordedAt", recordedAt)
                        .put("because", score.because())
                        .map());
    }

    /** Departures moved, off-boardings that ended: what no message of ours says. */
    public static Entry ofTask(String id, String subject, Instant at, String event, Map<String, String> details) {
        return new Entry("task:" + id, subject, at, Kind.TASK, event, null, details);
    }

    private static final class Details {
        private final Map<String, String> details = new TreeMap<>();

        private Details put(String name, @Nullable Object value) {
            if (value != null) {
                details.put(name, value.toString());
            }
            return this;
        }

        private Map<String, String> map() {
            return details;
        }
    }
}
