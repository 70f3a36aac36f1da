package io.keepwatch.rules.score;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A small model with a second level, and evidence for it. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    static final Duration HALF_LIFE = Duration.ofDays(30);

    private Samples() {}

    static Model.Node root() {
        return new Model.Node(
                "Behaviour",
                "acts in this way",
                List.of("benign", "malicious", "negligent"),
                List.of(),
                List.of(List.of(0.986, 0.004, 0.01)),
                false);
    }

    static Model.Node node(String name, String parent, boolean protective, double... present) {
        return new Model.Node(
                name,
                "shows " + name,
                Model.Node.PRESENT_OR_ABSENT,
                List.of(parent),
                Arrays.stream(present).mapToObj(p -> List.of(p, 1 - p)).toList(),
                protective);
    }

    static List<Model.Node> nodes() {
        return new ArrayList<>(List.of(
                root(),
                node("Exfiltrates", "Behaviour", false, 0.004, 0.9, 0.27),
                node("Collects", "Behaviour", false, 0.005, 0.85, 0.3),
                node("Conscientious", "Behaviour", true, 0.85, 0.65, 0.2),
                node("Careless", "Conscientious", false, 0.04, 0.45)));
    }

    static ContextModel context(ContextModel.Mode mode) {
        return new ContextModel(
                mode,
                12,
                List.of(
                        new ContextModel.Factor("notice", 3, "Has given notice"),
                        new ContextModel.Factor("pip", 2, "Is on a performance plan"),
                        new ContextModel.Factor("privileged", 2, "Holds administrative rights"),
                        new ContextModel.Factor("crown-jewels", 2, "Can reach what the company cannot lose"),
                        new ContextModel.Factor("review", 1.5, "Got a negative review")),
                List.of(List.of("pip", "review")));
    }

    static Model model(List<Model.Node> nodes, ContextModel context, List<Model.Kind> kinds) {
        return new Model(
                "sample",
                "Behaviour",
                nodes,
                Map.of(Strength.WEAK, 2.4, Strength.MEDIUM, 8.0, Strength.STRONG, 100.0, Strength.DECISIVE, 1000.0),
                1.5,
                kinds,
                context);
    }

    static Model model() {
        return model(nodes(), context(ContextModel.Mode.ODDS), List.of());
    }

    static WholePerson person() {
        return person(model());
    }

    static WholePerson person(Model model) {
        try {
            return WholePerson.of(model);
        } catch (ModelException e) {
            throw new AssertionError(e);
        }
    }

    static Evidence evidence(String id, String node, Strength strength, Instant at, String... activities) {
        return new Evidence(
                id, id, "Did " + id, node, strength, false, 1, HALF_LIFE, null, at, List.of(activities), List.of());
    }

    static Evidence negative(String id, String node, Strength strength, Instant at) {
        return new Evidence(id, id, "Did " + id, node, strength, true, 1, HALF_LIFE, null, at, List.of(), List.of());
    }

    static Evidence family(String id, String node, Strength strength, String family, Instant at) {
        return new Evidence(id, id, "Did " + id, node, strength, false, 1, HALF_LIFE, family, at, List.of(), List.of());
    }

    static Dossier of(Evidence... evidence) {
        return new Dossier(List.of(evidence), List.of());
    }

    static ContextFact fact(String factor) {
        return new ContextFact(factor, "HR", NOW.minus(Duration.ofDays(1)), null);
    }

    static Dossier with(List<Evidence> evidence, String... factors) {
        return new Dossier(evidence, Arrays.stream(factors).map(Samples::fact).toList());
    }

    /** Anything at all, sensible or not: both signs, repeats, shared activities, long ago and still to come. */
    static Dossier anything(SplittableRandom random, Model model, int most) {
        List<Evidence> evidence = new ArrayList<>();
        int count = random.nextInt(most + 1);
        for (int i = 0; i < count; i++) {
            evidence.add(new Evidence(
                    "e" + i,
                    "kind" + random.nextInt(6),
                    "Found",
                    model.nodes()
                            .get(1 + random.nextInt(model.nodes().size() - 1))
                            .name(),
                    Strength.values()[random.nextInt(Strength.values().length)],
                    random.nextInt(4) == 0,
                    random.nextInt(3) == 0 ? 0.1 + 0.9 * random.nextDouble() : 1,
                    Duration.ofHours(1 + random.nextInt(2_000)),
                    random.nextInt(3) == 0 ? "family" + random.nextInt(3) : null,
                    NOW.minusSeconds(random.nextInt(-100_000, 20_000_000)),
                    random.nextBoolean() ? List.of() : List.of("a" + random.nextInt(10), "a" + random.nextInt(10)),
                    random.nextInt(10) == 0 ? List.of("e0", "e1") : List.of()));
        }
        List<ContextFact> context = new ArrayList<>();
        for (ContextModel.Factor factor : model.context().factors()) {
            if (random.nextInt(3) == 0) {
                context.add(fact(factor.name()));
            }
        }
        return new Dossier(evidence, context);
    }
}
