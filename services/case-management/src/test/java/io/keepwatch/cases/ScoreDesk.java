package io.keepwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.Risk;
import io.keepwatch.contracts.RiskJson;
import io.keepwatch.contracts.ScoreModelJson;
import io.keepwatch.contracts.Topic;
import io.keepwatch.rules.score.Band;
import io.keepwatch.rules.score.ContextFact;
import io.keepwatch.rules.score.ContextModel;
import io.keepwatch.rules.score.Dossier;
import io.keepwatch.rules.score.Evidence;
import io.keepwatch.rules.score.Model;
import io.keepwatch.rules.score.ModelException;
import io.keepwatch.rules.score.PublishedBand;
import io.keepwatch.rules.score.Strength;
import io.keepwatch.rules.score.WholePerson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what one person's score comes to, as the evaluator does: findings and circumstances come and go, and after each
 * change everything is told. The numbers are those of the shipped model; nodes that nothing speaks of are left out, because
 * they change nothing.
 */
final class ScoreDesk implements AutoCloseable {
    static final WholePerson MODEL = model("model-of-tests");

    final String subject;
    private final Evaluator topics = new Evaluator(RealPlatform.kafka());
    private final Map<String, Evidence> evidence = new LinkedHashMap<>();
    private final Map<String, ContextFact> context = new LinkedHashMap<>();
    private final WholePerson model;
    private PublishedBand band = PublishedBand.of(Band.MONITOR);

    ScoreDesk(String subject) {
        this(subject, MODEL);
        tellModel();
        Eventually.holds(() -> assertThat(Database.query(
                        "select digest from risk_model where digest = ?",
                        MODEL.model().digest()))
                .hasSize(1));
    }

    /** With a model that is not told yet. */
    ScoreDesk(String subject, WholePerson model) {
        this.subject = subject;
        this.model = model;
    }

    static WholePerson model(String digest) {
        try {
            return WholePerson.of(new Model(
                    digest,
                    "Behaviour",
                    List.of(
                            new Model.Node(
                                    "Behaviour",
                                    "behaves in this way",
                                    List.of("benign", "malicious", "negligent", "compromised", "colluding"),
                                    List.of(),
                                    List.of(List.of(0.986, 0.0035, 0.00756, 0.00238, 0.00056)),
                                    false),
                            node("CollectsData", "gathers data", 0.005, 0.85, 0.30, 0.65, 0.75),
                            node("ExfiltratesData", "takes data out of the company", 0.004, 0.90, 0.27, 0.70, 0.80),
                            node("EvadesControls", "evades security controls", 0.001, 0.65, 0.12, 0.45, 0.40)),
                    Map.of(Strength.WEAK, 2.4, Strength.MEDIUM, 8.0, Strength.STRONG, 100.0, Strength.DECISIVE, 1000.0),
                    1.5,
                    List.of(),
                    new ContextModel(
                            ContextModel.Mode.ODDS,
                            12,
                            List.of(
                                    new ContextModel.Factor("notice", 3, "Has given notice or was given it"),
                                    new ContextModel.Factor("pip", 2, "Is on a performance improvement plan"),
                                    new ContextModel.Factor("privileged", 2, "Holds administrative rights"),
                                    new ContextModel.Factor("negative-review", 1.5, "Got a negative review")),
                            List.of(List.of("pip", "negative-review")))));
        } catch (ModelException e) {
            throw new AssertionError(e);
        }
    }

    private static Model.Node node(String name, String means, double... present) {
        return new Model.Node(
                name,
                means,
                Model.Node.PRESENT_OR_ABSENT,
                List.of("Behaviour"),
                Arrays.stream(present).mapToObj(p -> List.of(p, 1 - p)).toList(),
                false);
    }

    /** Any instance of the evaluator, at any start. */
    void tellModel() {
        topics.publish(
                Topic.MODEL,
                CloudEvent.Type.MODEL,
                model.model().digest(),
                model.model().digest(),
                ScoreModelJson.write(model.model().told(Instant.parse("2026-01-01T00:00:00Z"))));
    }

    /** Something is found, with a half-life of 30 days. */
    Risk find(String id, String node, Strength strength, Instant at, Instant recordedAt) {
        return find(id, node, strength, Duration.ofDays(30), at, at, recordedAt);
    }

    /** @param scoredAt the instant that the score is of: the newest thing known, which a late finding is not */
    Risk find(
            String id,
            String node,
            Strength strength,
            Duration halfLife,
            Instant at,
            Instant scoredAt,
            Instant recordedAt) {
        evidence.put(
                id,
                new Evidence(
                        id,
                        "rule-" + id,
                        "Found " + id,
                        node,
                        strength,
                        false,
                        1,
                        halfLife,
                        null,
                        at,
                        List.of("dlp/" + id),
                        List.of()));
        return say(Risk.EVIDENCE, scoredAt, recordedAt);
    }

    Risk holds(String factor, Instant from, @Nullable Instant until, Instant at, Instant recordedAt) {
        context.put(factor, new ContextFact(factor, "HR, receipt of " + factor, from, until));
        return say(Risk.CIRCUMSTANCES, at, recordedAt);
    }

    Risk holdsNoMore(String factor, Instant at, Instant recordedAt) {
        context.remove(factor);
        return say(Risk.CIRCUMSTANCES, at, recordedAt);
    }

    /** Forgets what has faded by now, as the evaluator does at each look. */
    void look(Instant at) {
        evidence.values().removeIf(one -> !one.end().isAfter(at));
    }

    /** Time alone has changed the band. */
    Risk time(PublishedBand now, Instant at, Instant recordedAt) {
        band = now;
        return record(Risk.TIME, at, recordedAt);
    }

    private Risk say(String reason, Instant at, Instant recordedAt) {
        band = band.next(model.score(dossier(), at), at);
        return record(reason, at, recordedAt);
    }

    Dossier dossier() {
        return new Dossier(List.copyOf(evidence.values()), List.copyOf(context.values()));
    }

    private Risk record(String reason, Instant at, Instant recordedAt) {
        Dossier dossier = dossier();
        String said = subject + at + band.band() + reason + dossier.findings() + dossier.circumstances();
        Risk risk = new Risk(
                UUID.nameUUIDFromBytes(said.getBytes(StandardCharsets.UTF_8)).toString(),
                subject,
                at,
                recordedAt,
                model.score(dossier, at),
                band.band().word(),
                reason,
                model.model().digest(),
                dossier.findings(),
                dossier.circumstances());
        publish(risk);
        return risk;
    }

    void publish(Risk... risks) {
        for (Risk risk : risks) {
            topics.publish(Topic.RISK, CloudEvent.Type.RISK, risk.id(), risk.subject(), RiskJson.write(risk));
        }
    }

    /** The same said again, when a history is judged once more. */
    static List<Risk> saidAgain(Duration later, Risk... risks) {
        return Stream.of(risks)
                .map(risk -> new Risk(
                        risk.id(),
                        risk.subject(),
                        risk.at(),
                        risk.recordedAt().plus(later),
                        risk.score(),
                        risk.band(),
                        risk.reason(),
                        risk.model(),
                        risk.evidence(),
                        risk.context()))
                .toList();
    }

    Evaluator topics() {
        return topics;
    }

    /** How many records of the person are kept. */
    static List<String> kept(String subject) {
        return new ArrayList<>(Database.query("select id from risk_record where subject = ? order by seq", subject));
    }

    @Override
    public void close() {
        topics.close();
    }
}
