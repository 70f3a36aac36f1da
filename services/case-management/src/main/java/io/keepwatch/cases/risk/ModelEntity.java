package io.keepwatch.cases.risk;

import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.ScoreModel;
import io.keepwatch.contracts.ScoreModelJson;
import io.keepwatch.rules.score.Model;
import io.keepwatch.rules.score.ModelException;
import io.keepwatch.rules.score.WholePerson;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The row of a model; what it says never changes, because its digest names it. */
@Entity
@Table(name = "risk_model")
class ModelEntity {
    @Id
    String digest;

    @Column(name = "live_since")
    Instant liveSince;

    @Column(updatable = false)
    String document;

    @SuppressWarnings("NullAway.Init")
    protected ModelEntity() {}

    ModelEntity(ScoreModel model) {
        this.digest = model.digest();
        this.liveSince = model.liveSince();
        this.document = new String(ScoreModelJson.write(model), StandardCharsets.UTF_8);
    }

    WholePerson toWholePerson() {
        try {
            return WholePerson.of(Model.of(ScoreModelJson.read(document.getBytes(StandardCharsets.UTF_8))));
        } catch (MalformedMessageException | ModelException e) {
            throw new IllegalStateException("model " + digest + " was kept and cannot be used", e);
        }
    }
}
