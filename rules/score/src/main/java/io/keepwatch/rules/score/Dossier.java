package io.keepwatch.rules.score;

import io.keepwatch.contracts.Risk;
import java.util.List;

/** Everything of a person that the score depends on, in any order; what is over or still to come may be in it. */
public record Dossier(List<Evidence> evidence, List<ContextFact> context) {
    public Dossier {
        evidence = List.copyOf(evidence);
        context = List.copyOf(context);
    }

    /** Of what was published of a person: with the same model it gives the same score (R16). */
    public static Dossier of(Risk risk) {
        return new Dossier(
                risk.evidence().stream().map(Evidence::of).toList(),
                risk.context().stream()
                        .map(fact -> new ContextFact(fact.factor(), fact.source(), fact.from(), fact.until()))
                        .toList());
    }

    /** The evidence as it is published. */
    public List<Risk.Finding> findings() {
        return evidence.stream().map(Evidence::told).toList();
    }

    /** The circumstances as they are published. */
    public List<Risk.Circumstance> circumstances() {
        return context.stream()
                .map(fact -> new Risk.Circumstance(fact.factor(), fact.source(), fact.from(), fact.until()))
                .toList();
    }

    public static Dossier empty() {
        return new Dossier(List.of(), List.of());
    }
}
