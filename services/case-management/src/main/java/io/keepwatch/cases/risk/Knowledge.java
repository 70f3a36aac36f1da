package io.keepwatch.cases.risk;

import io.keepwatch.contracts.Risk;
import io.keepwatch.rules.score.Dossier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was known of a person at some time: the newest record then, and what earlier records had beside it.
 *
 * @param record the newest record
 * @param gone what the record has no more; it matters to instants before the record's only. Newest first
 */
public record Knowledge(Risk record, List<Gone> gone) {
    public Knowledge {
        gone = List.copyOf(gone);
    }

    /**
     * A finding that faded, or gave way to others.
     *
     * @param at from when on it does not count
     */
    public record Gone(Risk.Finding finding, Instant at) {}

    /** What the score at this instant depends on; at the record's own, exactly what the record says (R16). */
    public Dossier dossier(Instant at) {
        if (gone.isEmpty() || !at.isBefore(record.at())) {
            return Dossier.of(record);
        }
        Set<String> known = new HashSet<>();
        List<Risk.Finding> findings = new ArrayList<>(record.evidence());
        findings.forEach(finding -> known.add(finding.id()));
        for (Gone one : gone) {
            if (one.at().isAfter(at) && known.add(one.finding().id())) {
                findings.add(one.finding());
            }
        }
        return Dossier.of(new Risk(
                record.id(),
                record.subject(),
                record.at(),
                record.recordedAt(),
                record.score(),
                record.band(),
                record.reason(),
                record.model(),
                findings,
                record.context()));
    }
}
