package io.keepwatch.cases.alert;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Severity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The row of an alert: its newest state in full, and beside it what is filtered and ordered by. */
@Entity
@Table(name = "alert")
class AlertEntity {
    @Id
    String id;

    String subject;
    String rule;

    /** P1 is 4, P4 is 1, so that every order of the contract runs downwards. */
    short urgency;

    short exposure;
    String mode;
    String route;
    String status;
    Instant at;

    @Column(name = "raised_at")
    Instant raisedAt;

    @Column(name = "stated_at")
    Instant statedAt;

    long count;
    String document;

    @Column(name = "case_id")
    @Nullable
    UUID caseId;

    @Column(name = "status_at")
    @Nullable
    Instant statusAt;

    @Column(name = "status_by")
    @Nullable
    String statusBy;

    int reopenings;

    @SuppressWarnings("NullAway.Init")
    protected AlertEntity() {}

    @SuppressWarnings("NullAway.Init")
    AlertEntity(KeptAlert kept, int exposure) {
        this.id = kept.alert().id();
        this.subject = kept.alert().subject();
        this.exposure = (short) exposure;
        show(kept);
    }

    /** Writes the alert's state into the row; a row that already says so stays as it is. */
    final void show(KeptAlert kept) {
        Alert alert = kept.alert();
        rule = alert.rule();
        urgency = (short) urgency(alert.severity());
        mode = wireName(alert.mode());
        route = wireName(alert.route());
        status = kept.status().wireName();
        at = alert.at();
        raisedAt = kept.raisedAt();
        statedAt = alert.raisedAt();
        count = alert.count();
        document = new String(AlertJson.write(alert), StandardCharsets.UTF_8);
        caseId = kept.caseId();
        statusAt = kept.statusAt();
        reopenings = kept.reopenings();
    }

    KeptAlert toKept() {
        try {
            Alert alert = AlertJson.read(document.getBytes(StandardCharsets.UTF_8));
            return new KeptAlert(alert, raisedAt, AlertStatus.ofWireName(status), statusAt, reopenings, caseId);
        } catch (MalformedMessageException e) {
            throw new IllegalStateException("alert " + id + " was kept and cannot be read: " + e.reason(), e);
        }
    }

    static int urgency(Severity severity) {
        return Severity.values().length - severity.ordinal();
    }

    static String wireName(Alert.Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    static String wireName(Alert.Route route) {
        return route.name().toLowerCase(Locale.ROOT);
    }
}
