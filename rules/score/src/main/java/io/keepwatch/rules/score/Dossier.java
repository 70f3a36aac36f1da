package io.keepwatch.rules.score;

import java.util.List;

/** Everything of a person that the score depends on, in any order; what is over or still to come may be in it. */
public record Dossier(List<Evidence> evidence, List<ContextFact> context) {
    public Dossier {
        evidence = List.copyOf(evidence);
        context = List.copyOf(context);
    }

    public static Dossier empty() {
        return new Dossier(List.of(), List.of());
    }
}
