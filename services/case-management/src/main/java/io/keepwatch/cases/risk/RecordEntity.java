package io.keepwatch.cases.risk;

import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Risk;
import io.keepwatch.contracts.RiskJson;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** The row of a record of a score: the record in full, and beside it what is asked for. */
@Entity
@Immutable
@Table(name = "risk_record")
class RecordEntity {
    private static final int NANOS_PER_MICRO = 1_000;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long seq;

    String id;
    String subject;

    /** To the microsecond, as the database has it. */
    Instant at;

    /** What is left of {@link #at} beyond it. */
    @Column(name = "at_nanos")
    short atNanos;

    @Column(name = "recorded_at")
    Instant recordedAt;

    @Column(name = "recorded_nanos")
    short recordedNanos;

    double score;
    String band;
    String reason;
    String because;
    String model;
    String document;

    @SuppressWarnings("NullAway.Init")
    protected RecordEntity() {}

    RecordEntity(Risk risk, String because) {
        this.id = risk.id();
        this.subject = risk.subject();
        this.at = micros(risk.at());
        this.atNanos = rest(risk.at());
        this.recordedAt = micros(risk.recordedAt());
        this.recordedNanos = rest(risk.recordedAt());
        this.score = risk.score();
        this.band = risk.band();
        this.reason = risk.reason();
        this.because = because;
        this.model = risk.model();
        this.document = write(risk);
    }

    /** The instant as far as the database knows instants. */
    static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    static short rest(Instant instant) {
        return (short) (instant.getNano() % NANOS_PER_MICRO);
    }

    Instant exactAt() {
        return at.plusNanos(atNanos);
    }

    Instant exactRecordedAt() {
        return recordedAt.plusNanos(recordedNanos);
    }

    /** The row's number; it is there once the row is. */
    long number() {
        if (seq == null) {
            throw new IllegalStateException("not yet kept");
        }
        return seq;
    }

    Risk toRisk() {
        return read(document);
    }

    static String write(Risk risk) {
        return new String(RiskJson.write(risk), StandardCharsets.UTF_8);
    }

    static Risk read(String document) {
        try {
            return RiskJson.read(document.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedMessageException e) {
            throw new IllegalStateException("a record of a score was kept and cannot be read: " + e.reason(), e);
        }
    }
}
