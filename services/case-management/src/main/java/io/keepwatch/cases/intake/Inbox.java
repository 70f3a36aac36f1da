package io.keepwatch.cases.intake;

import io.keepwatch.cases.casefile.CaseIntake;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertJson;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.IdentityJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Topic;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The topics this service reads. A batch is acknowledged when the method's result completes. */
@ApplicationScoped
class Inbox {
    /** Longest alert id and rule id that are kept, in characters; ours have at most 64. */
    private static final int LONGEST_ID = 256;

    private static final int LONGEST_SUBJECT = 600;

    private final Intake<Alert> alerts;
    private final Intake<Identity> identities;

    Inbox(CaseIntake cases, DeadLetters dead) {
        this.alerts = new Intake<>(
                Topic.ALERT, CloudEvent.Type.ALERT, Inbox::readAlert, Alert::subject, cases::takeAlerts, dead);
        this.identities = new Intake<>(
                Topic.IDENTITY,
                CloudEvent.Type.IDENTITY,
                IdentityJson::read,
                Identity::subject,
                cases::takeIdentities,
                dead);
    }

    @Incoming("alerts")
    Uni<Void> alerts(ConsumerRecords<String, byte[]> records) {
        return alerts.take(records);
    }

    @Incoming("identities")
    Uni<Void> identities(ConsumerRecords<String, byte[]> records) {
        return identities.take(records);
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

    private static void requireKey(String value, String field, int longest) throws MalformedMessageException {
        if (value.isBlank() || value.length() > longest) {
            throw new MalformedMessageException(field + ": expected 1 to " + longest + " characters, not blank");
        }
    }
}
