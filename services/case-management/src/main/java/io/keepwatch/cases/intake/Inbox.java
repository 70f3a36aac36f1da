package io.keepwatch.cases.intake;

import io.keepwatch.cases.casefile.CaseIntake;
import io.keepwatch.cases.monitoring.MonitoringIntake;
import io.keepwatch.cases.risk.RiskIntake;
import io.keepwatch.cases.task.TaskIntake;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertJson;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.HrEventJson;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.IdentityJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.contracts.NoticeResult;
import io.keepwatch.contracts.Risk;
import io.keepwatch.contracts.RiskJson;
import io.keepwatch.contracts.ScoreModel;
import io.keepwatch.contracts.ScoreModelJson;
import io.keepwatch.contracts.Topic;
import io.keepwatch.rules.score.Model;
import io.keepwatch.rules.score.ModelException;
import io.keepwatch.rules.score.WholePerson;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The topics this service reads. A batch is acknowledged when the method's result completes. */
@ApplicationScoped
class Inbox {
    /** Longest alert id and rule id that are kept, in characters; ours have at most 64. */
    private static final int LONGEST_ID = 256;

    private static final int LONGEST_SUBJECT = 600;

    private static final Set<String> STATES = Set.of(
            MonitoringChange.ACTIVE, MonitoringChange.SUSPICION, MonitoringChange.EXPIRED, MonitoringChange.ENDED);

    private final Intake<Alert> alerts;
    private final Intake<Identity> identities;
    private final Intake<HrEvent> hr;
    private final Intake<MonitoringChange> monitoring;
    private final Intake<NoticeResult> notices;
    private final Intake<Risk> risks;
    private final Intake<ScoreModel> models;

    Inbox(CaseIntake cases, TaskIntake tasks, MonitoringIntake monitoring, RiskIntake risks, DeadLetters dead) {
        this.alerts = new Intake<>(
                Topic.ALERT, CloudEvent.Type.ALERT, Inbox::readAlert, Alert::subject, cases::takeAlerts, dead);
        this.identities = new Intake<>(
                Topic.IDENTITY,
                CloudEvent.Type.IDENTITY,
                IdentityJson::read,
                Identity::subject,
                cases::takeIdentities,
                dead);
        this.hr = new Intake<>(
                Topic.HR, CloudEvent.Type.HR_EVENT, Inbox::readHrEvent, HrEvent::subject, tasks::takeHrEvents, dead);
        this.monitoring = new Intake<>(
                Topic.MONITORING,
                CloudEvent.Type.MONITORING_CHANGE,
                Inbox::readChange,
                MonitoringChange::subject,
                monitoring::takeChanges,
                dead);
        this.notices = new Intake<>(
                Topic.NOTICE_RESULT,
                CloudEvent.Type.NOTICE_RESULT,
                Inbox::readResult,
                NoticeResult::subject,
                monitoring::takeResults,
                dead);
        this.risks =
                new Intake<>(Topic.RISK, CloudEvent.Type.RISK, Inbox::readRisk, Risk::subject, risks::takeRisks, dead);
        this.models = new Intake<>(
                Topic.MODEL, CloudEvent.Type.MODEL, Inbox::readModel, ScoreModel::digest, risks::takeModels, dead);
    }

    @Incoming("alerts")
    Uni<Void> alerts(ConsumerRecords<String, byte[]> records) {
        return alerts.take(records);
    }

    @Incoming("identities")
    Uni<Void> identities(ConsumerRecords<String, byte[]> records) {
        return identities.take(records);
    }

    @Incoming("hr")
    Uni<Void> hr(ConsumerRecords<String, byte[]> records) {
        return hr.take(records);
    }

    @Incoming("monitoring")
    Uni<Void> monitoring(ConsumerRecords<String, byte[]> records) {
        return monitoring.take(records);
    }

    @Incoming("notice-results")
    Uni<Void> notices(ConsumerRecords<String, byte[]> records) {
        return notices.take(records);
    }

    @Incoming("risks")
    Uni<Void> risks(ConsumerRecords<String, byte[]> records) {
        return risks.take(records);
    }

    @Incoming("models")
    Uni<Void> models(ConsumerRecords<String, byte[]> records) {
        return models.take(records);
    }

    private static Alert readAlert(byte[] value) throws MalformedMessageException {
        Alert alert = AlertJson.read(value);
        requireKey(alert.id(), "id", LONGEST_ID);
        requireKey(alert.rule(), "rule", LONGEST_ID);
        requireKey(alert.subject(), "subject", LONGEST_SUBJECT);
        if (alert.count() < 1) {
            throw new MalformedMessageException("count: expected 1 or more");
        }
        return alert;
    }

    private static HrEvent readHrEvent(byte[] value) throws MalformedMessageException {
        HrEvent event = HrEventJson.read(value);
        requireKey(event.receipt(), "receipt", LONGEST_ID);
        requireKey(event.event(), "event", LONGEST_ID);
        requireKey(event.subject(), "subject", LONGEST_SUBJECT);
        return event;
    }

    private static MonitoringChange readChange(byte[] value) throws MalformedMessageException {
        MonitoringChange change = MonitoringChange.read(value);
        requireKey(change.id(), "id", LONGEST_ID);
        requireKey(change.period(), "period", LONGEST_ID);
        requireKey(change.subject(), "subject", LONGEST_SUBJECT);
        if (!STATES.contains(change.state())) {
            throw new MalformedMessageException("state: unknown");
        }
        return change;
    }

    private static NoticeResult readResult(byte[] value) throws MalformedMessageException {
        NoticeResult result = NoticeResult.read(value);
        requireKey(result.id(), "id", LONGEST_ID);
        requireKey(result.about(), "about", LONGEST_ID);
        requireKey(result.subject(), "subject", LONGEST_SUBJECT);
        return result;
    }

    private static Risk readRisk(byte[] value) throws MalformedMessageException {
        Risk risk = RiskJson.read(value);
        requireKey(risk.id(), "id", LONGEST_ID);
        requireKey(risk.model(), "model", LONGEST_ID);
        requireKey(risk.subject(), "subject", LONGEST_SUBJECT);
        return risk;
    }

    /** Nothing is kept that could not be scored with. */
    private static ScoreModel readModel(byte[] value) throws MalformedMessageException {
        ScoreModel model = ScoreModelJson.read(value);
        requireKey(model.digest(), "digest", LONGEST_ID);
        try {
            WholePerson.of(Model.of(model));
            return model;
        } catch (ModelException e) {
            throw new MalformedMessageException(e.problems().getFirst().toString());
        }
    }

    private static void requireKey(String value, String field, int longest) throws MalformedMessageException {
        if (value.isBlank() || value.length() > longest) {
            throw new MalformedMessageException(field + ": expected 1 to " + longest + " characters, not blank");
        }
    }
}
