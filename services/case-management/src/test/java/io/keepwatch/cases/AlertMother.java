package io.keepwatch.cases;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertActivity;
import io.keepwatch.contracts.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Alerts that tests begin with; everything that a test is about is set by the test. */
public final class AlertMother {
    public static final Instant NOON = Instant.parse("2026-02-16T12:00:00Z");

    private AlertMother() {}

    public static Alert alert(String id, String subject, Severity severity) {
        return new Alert(
                id,
                "bulk-download",
                "2f9a0c11d0aa",
                "77c1e0b9a4f2",
                null,
                severity,
                subject,
                false,
                "Bulk download by an account",
                "More was downloaded within an hour than daily work explains.",
                List.of("T1530"),
                "2026-02-16",
                NOON,
                NOON.plusSeconds(2),
                NOON.minus(Duration.ofMinutes(30)),
                1,
                List.of(new AlertActivity("casb", "casb-77", NOON, "file.download", "kara", null)),
                List.of(),
                null,
                new Alert.Indicator(9, "medium"),
                Alert.Mode.LIVE,
                false,
                Alert.Route.INVESTIGATION);
    }

    public static Alert rule(Alert a, String rule) {
        return new Alert(
                a.id(),
                rule,
                a.ruleVersion(),
                a.ruleSet(),
                a.commit(),
                a.severity(),
                a.subject(),
                a.unresolved(),
                a.title(),
                a.description(),
                a.attack(),
                a.anchor(),
                a.at(),
                a.raisedAt(),
                a.firstActivityAt(),
                a.count(),
                a.activities(),
                a.members(),
                a.foldedInto(),
                a.indicator(),
                a.mode(),
                a.late(),
                a.route());
    }

    public static Alert at(Alert a, Instant at) {
        return new Alert(
                a.id(),
                a.rule(),
                a.ruleVersion(),
                a.ruleSet(),
                a.commit(),
                a.severity(),
                a.subject(),
                a.unresolved(),
                a.title(),
                a.description(),
                a.attack(),
                a.anchor(),
                at,
                at.plusSeconds(2),
                at,
                a.count(),
                a.activities(),
                a.members(),
                a.foldedInto(),
                a.indicator(),
                a.mode(),
                a.late(),
                a.route());
    }

    /** The same alert after more of the same: its count has grown, and it was published again. */
    public static Alert count(Alert a, long count) {
        return new Alert(
                a.id(),
                a.rule(),
                a.ruleVersion(),
                a.ruleSet(),
                a.commit(),
                a.severity(),
                a.subject(),
                a.unresolved(),
                a.title(),
                a.description(),
                a.attack(),
                a.anchor(),
                a.at(),
                a.raisedAt().plusSeconds(count),
                a.firstActivityAt(),
                count,
                a.activities(),
                a.members(),
                a.foldedInto(),
                a.indicator(),
                a.mode(),
                a.late(),
                a.route());
    }

    public static Alert shadow(Alert a) {
        return new Alert(
                a.id(),
                a.rule(),
                a.ruleVersion(),
                a.ruleSet(),
                a.commit(),
                a.severity(),
                a.subject(),
                a.unresolved(),
                a.title(),
                a.description(),
                a.attack(),
                a.anchor(),
                a.at(),
                a.raisedAt(),
                a.firstActivityAt(),
                a.count(),
                a.activities(),
                a.members(),
                a.foldedInto(),
                a.indicator(),
                Alert.Mode.SHADOW,
                a.late(),
                a.route());
    }

    public static Alert unresolved(Alert a) {
        return new Alert(
                a.id(),
                a.rule(),
                a.ruleVersion(),
                a.ruleSet(),
                a.commit(),
                a.severity(),
                a.subject(),
                true,
                a.title(),
                a.description(),
                a.attack(),
                a.anchor(),
                a.at(),
                a.raisedAt(),
                a.firstActivityAt(),
                a.count(),
                a.activities(),
                a.members(),
                a.foldedInto(),
                a.indicator(),
                a.mode(),
                a.late(),
                a.route());
    }

    public static Alert activities(Alert a, List<AlertActivity> activities) {
        return new Alert(
                a.id(),
                a.rule(),
                a.ruleVersion(),
                a.ruleSet(),
                a.commit(),
                a.severity(),
                a.subject(),
                a.unresolved(),
                a.title(),
                a.description(),
                a.attack(),
                a.anchor(),
                a.at(),
                a.raisedAt(),
                a.firstActivityAt(),
                a.count(),
                activities,
                a.members(),
                a.foldedInto(),
                a.indicator(),
                a.mode(),
                a.late(),
                a.route());
    }

    /** The same alert of a rule that covers an indicator of the SOP: 1 to 7 are high, the rest medium. */
    public static Alert indicator(Alert a, int number) {
        return new Alert(
                a.id(),
                a.rule(),
                a.ruleVersion(),
                a.ruleSet(),
                a.commit(),
                a.severity(),
                a.subject(),
                a.unresolved(),
                a.title(),
                a.description(),
                a.attack(),
                a.anchor(),
                a.at(),
                a.raisedAt(),
                a.firstActivityAt(),
                a.count(),
                a.activities(),
                a.members(),
                a.foldedInto(),
                new Alert.Indicator(number, number <= 7 ? "high" : "medium"),
                a.mode(),
                a.late(),
                a.route());
    }

    /** Concern for a person: somebody was let out onto a roof. */
    public static Alert roof(String id, String subject) {
        Alert a = alert(id, subject, Severity.P3);
        return new Alert(
                a.id(),
                "roof-access",
                a.ruleVersion(),
                a.ruleSet(),
                a.commit(),
                a.severity(),
                a.subject(),
                a.unresolved(),
                a.title(),
                a.description(),
                a.attack(),
                a.anchor(),
                a.at(),
                a.raisedAt(),
                a.firstActivityAt(),
                a.count(),
                a.activities(),
                a.members(),
                a.foldedInto(),
                null,
                a.mode(),
                a.late(),
                Alert.Route.WELFARE);
    }
}
