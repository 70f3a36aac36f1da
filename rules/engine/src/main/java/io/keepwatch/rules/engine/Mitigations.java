package io.keepwatch.rules.engine;

import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Rfc3339;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.memory.AlertGroup;
import io.keepwatch.rules.memory.SubjectState;
import io.keepwatch.rules.score.Evidence;
import io.keepwatch.rules.score.Model;
import io.keepwatch.rules.score.WholePerson;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What HR says that speaks for a person - a new project, a tight deadline - is negative evidence from when it occurred
 * until the end that HR gave, or until HR withdrew it (S3-12, B02). Which of the two is heard first plays no part.
 */
final class Mitigations {
    private static final String KIND = "MitigatedRoutine";
    private static final String REASON = "reason";
    private static final String UNTIL = "until";
    private static final int A_DAY = "2026-02-20".length();
    private static final int LONGEST_REASON = 120;

    private final WholePerson model;

    Mitigations(RuleBook book) {
        model = book.model();
    }

    /** What an event says for the person, or no longer says. Reads only. */
    Findings heard(SubjectState state, HrEvent event) {
        Findings findings = new Findings();
        Model.Kind kind = model.kind(KIND);
        if (event.event().equals(HrEvent.MITIGATION) && kind != null) {
            Instant end = sooner(until(event), state.person().withdrawnAt(event.receipt()));
            for (Model.Effect effect : kind.evidence()) {
                findings.find(said(state, event, kind, effect, end));
            }
        }
        if (event.withdraws() != null) {
            String withdrawn = name(state, event.withdraws());
            for (Evidence evidence : state.risk().evidence()) {
                if (evidence.id().startsWith(withdrawn) && ends(evidence, event.occurred())) {
                    findings.find(evidence.endingAt(event.occurred()));
                }
            }
        }
        return findings;
    }

    private static Evidence said(
            SubjectState state, HrEvent event, Model.Kind kind, Model.Effect effect, @Nullable Instant end) {
        String reason = event.detail().get(REASON);
        Evidence fading = new Evidence(
                name(state, event.receipt()) + effect.node(),
                kind.name(),
                reason == null ? kind.says() : "Has a reason for unusual hours and places: " + cut(reason),
                effect.node(),
                effect.strength(),
                effect.negative(),
                1,
                effect.halfLife(),
                effect.family(),
                event.occurred(),
                List.of(),
                List.of());
        return end == null ? fading : fading.endingAt(end);
    }

    private static boolean ends(Evidence evidence, Instant at) {
        return evidence.until() == null || at.isBefore(evidence.until());
    }

    /** Names what a receipt began; with a node it is the name of evidence. */
    private static String name(SubjectState state, String receipt) {
        return AlertGroup.idOf(HrEvent.MITIGATION, state.subject(), receipt) + '-';
    }

    /** The end that HR gave, exclusive; a bare day is its first moment in UTC. The HR door has looked at it. */
    private static @Nullable Instant until(HrEvent event) {
        String text = event.detail().get(UNTIL);
        try {
            return text == null
                    ? null
                    : text.length() == A_DAY
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : Rfc3339.parse(text, UNTIL);
        } catch (DateTimeException | MalformedMessageException e) {
            return null;
        }
    }

    private static @Nullable Instant sooner(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other != null && other.isBefore(one) ? other : one;
    }

    private static String cut(String reason) {
        String line = reason.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + '…';
    }
}
