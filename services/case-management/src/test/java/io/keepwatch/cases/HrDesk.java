package io.keepwatch.cases;

import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.HrEventJson;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.IdentityJson;
import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.contracts.NoticeResult;
import io.keepwatch.contracts.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What HR, the directory, whoever monitors and whoever notifies say about one person, on their topics. */
final class HrDesk implements AutoCloseable {
    private final Evaluator topics = new Evaluator(RealPlatform.kafka());
    final String subject;

    HrDesk(String subject) {
        this.subject = subject;
    }

    HrEvent termination(String receipt, @Nullable LocalDate effective, Instant occurred) {
        return event(receipt, "termination", effective, occurred, null);
    }

    HrEvent withdrawal(String receipt, String withdraws, Instant occurred) {
        return event(receipt, "withdrawn", null, occurred, withdraws);
    }

    /** Received four seconds after it occurred. */
    HrEvent event(
            String receipt, String event, @Nullable LocalDate effective, Instant occurred, @Nullable String withdraws) {
        HrEvent.Monitoring monitoring = event.equals("termination") || event.equals("resignation")
                ? new HrEvent.Monitoring("enhanced", occurred, occurred.plus(Duration.ofDays(14)))
                : null;
        return new HrEvent(
                receipt,
                event,
                subject,
                effective,
                occurred,
                occurred.plusSeconds(4),
                Map.of(),
                monitoring,
                null,
                withdraws);
    }

    void tell(HrEvent... events) {
        for (HrEvent event : events) {
            topics.publish(Topic.HR, CloudEvent.Type.HR_EVENT, event.receipt(), subject, HrEventJson.write(event));
        }
    }

    void identity(@Nullable String zone, @Nullable String site, @Nullable String manager, Instant validFrom) {
        identity(zone, site, manager, validFrom, false);
    }

    void identity(
            @Nullable String zone,
            @Nullable String site,
            @Nullable String manager,
            Instant validFrom,
            boolean retired) {
        Identity identity = new Identity(
                subject,
                List.of(subject + "@corp.example"),
                List.of(),
                null,
                "IT",
                "sysadmin",
                "it-admins",
                manager,
                false,
                false,
                false,
                zone,
                null,
                site,
                1,
                validFrom,
                retired);
        topics.publish(
                Topic.IDENTITY, CloudEvent.Type.IDENTITY, subject + validFrom, subject, IdentityJson.write(identity));
    }

    void monitoring(MonitoringChange... changes) {
        for (MonitoringChange change : changes) {
            topics.publish(Topic.MONITORING, CloudEvent.Type.MONITORING_CHANGE, change.id(), subject, change.write());
        }
    }

    MonitoringChange change(
            String id,
            String period,
            String kind,
            String state,
            Instant from,
            @Nullable Instant until,
            Instant at,
            Instant recordedAt,
            @Nullable String receipt) {
        boolean suspicion = state.equals(MonitoringChange.SUSPICION);
        return new MonitoringChange(
                id,
                subject,
                period,
                kind,
                state,
                from,
                until,
                at,
                recordedAt,
                receipt,
                suspicion ? "a-" + id : null,
                suspicion ? "bulk-download" : null,
                suspicion ? "P2" : null,
                null);
    }

    void notice(String id, String kind, String result, Instant at, String about) {
        NoticeResult notice = new NoticeResult(id, subject, kind, "hr", result, at, about, null);
        topics.publish(Topic.NOTICE_RESULT, CloudEvent.Type.NOTICE_RESULT, id, subject, notice.write());
    }

    Evaluator topics() {
        return topics;
    }

    @Override
    public void close() {
        topics.close();
    }
}
