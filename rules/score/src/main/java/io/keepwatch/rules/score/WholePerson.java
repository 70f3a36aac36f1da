package io.keepwatch.rules.score;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole-person model, ready to score: one explainable number per person (S3-05, S3-06). A pure function of a dossier
 * and an instant; safe for use by several threads.
 */
public final class WholePerson {
    private final Model model;
    private final Network network;
    private final Multiplication multiplication;
    private final Map<Strength, Double> weights = new EnumMap<>(Strength.class);
    private final Map<String, List<String>> replacedBy = new HashMap<>();
    private final double priorOdds;

    private WholePerson(Model model, Network network) {
        this.model = model;
        this.network = network;
        multiplication = new Multiplication(model.context());
        model.likelihoodRatios().forEach((strength, ratio) -> weights.put(strength, Math.log(ratio)));
        model.kinds().forEach(kind -> replacedBy.put(kind.name(), kind.replaces()));
        priorOdds = evaluate(new double[network.nodes()]).odds();
    }

    /** @throws ModelException naming the field of everything that is wrong */
    public static WholePerson of(Model model) throws ModelException {
        List<ModelProblem> problems = ModelCheck.problems(model);
        if (!problems.isEmpty()) {
            throw new ModelException(problems);
        }
        try {
            return new WholePerson(model, Network.of(model));
        } catch (Network.TooWideException e) {
            throw new ModelException(List.of(new ModelProblem("nodes", "needs " + e.getMessage())));
        }
    }

    public Model model() {
        return model;
    }

    /** Whether evidence may speak of a node of this name. */
    public boolean hasNode(String name) {
        return network.node(name) >= 0;
    }

    /** The kind of this name, or null. */
    public Model.@Nullable Kind kind(String name) {
        return model.kinds().stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The log-likelihood ratio of a fresh finding, in nats. */
    public double weight(Strength strength) {
        return weights.getOrDefault(strength, 0.0);
    }

    /** The score of somebody of whom nothing is known. */
    public double prior() {
        return Multiplication.points(priorOdds);
    }

    /** The score, from 0 to 100, without its working. */
    public double score(Dossier dossier, Instant at) {
        return multiplication.score(baseOdds(dossier, at), dossier.context(), at);
    }

    private double baseOdds(Dossier dossier, Instant at) {
        if (dossier.evidence().isEmpty()) {
            return priorOdds;
        }
        return evaluate(Weights.of(this, dossier.evidence(), at).sums()).odds();
    }

    private Evaluation evaluate(double[] logRatios) {
        return Evaluation.along(network, logRatios).solve(logRatios);
    }

    /** The score with its working. */
    public Score explain(Dossier dossier, Instant at) {
        Weights weighed = Weights.of(this, dossier.evidence(), at);
        Evaluation evaluation = evaluate(weighed.sums());
        double odds = evaluation.odds();
        double score = multiplication.score(odds, dossier.context(), at);
        return new Score(
                at,
                model.digest(),
                score,
                Multiplication.points(odds),
                prior(),
                categories(evaluation.categories(), score),
                multiplication.multipliers(odds, dossier.context(), at),
                contributions(dossier, at, weighed));
    }

    private Map<String, Double> categories(double[] shares, double score) {
        Map<String, Double> categories = new LinkedHashMap<>();
        for (int i = 0; i < shares.length; i++) {
            categories.put(rootStates().get(i + 1), shares[i] * score / 100);
        }
        return categories;
    }

    private List<String> rootStates() {
        return model.nodes().get(network.root()).states();
    }

    private List<Contribution> contributions(Dossier dossier, Instant at, Weights weighed) {
        double[] pointsPerNat = dossier.evidence().isEmpty()
                ? new double[network.nodes()]
                : PathIntegral.pointsPerNat(network, weighed.sums());
        List<Contribution> contributions = new ArrayList<>();
        for (int i = 0; i < dossier.evidence().size(); i++) {
            Evidence evidence = dossier.evidence().get(i);
            int node = network.node(evidence.node());
            contributions.add(new Contribution(
                    evidence,
                    weighed.counting(i),
                    weighed.rank(i),
                    evidence.remaining(at),
                    weighed.weight(i),
                    node < 0 ? 0 : weighed.weight(i) * pointsPerNat[node]));
        }
        return contributions;
    }

    /** The probability of each node's first state, before multipliers; by the node's name, in the model's order. */
    public Map<String, Double> beliefs(Dossier dossier, Instant at) {
        double[] beliefs = Evaluation.of(network)
                .solve(Weights.of(this, dossier.evidence(), at).sums())
                .beliefs();
        Map<String, Double> byNode = new LinkedHashMap<>();
        for (int node = 0; node < beliefs.length; node++) {
            byNode.put(model.nodes().get(node).name(), beliefs[node]);
        }
        return byNode;
    }

    /** When time alone changes the band next; null where it never does (R17). */
    public @Nullable Crossing nextCrossing(Dossier dossier, Instant at) {
        return new Outlook(this, dossier).nextCrossing(at, Instant.MAX);
    }

    /** As {@link #nextCrossing(Dossier, Instant)}, looking no further than {@code until}; which costs less. */
    public @Nullable Crossing nextCrossing(Dossier dossier, Instant at, Instant until) {
        return new Outlook(this, dossier).nextCrossing(at, until);
    }

    /**
     * What will change the score although nothing new happens, earliest first.
     *
     * @param most how many are wanted
     */
    public List<Change> changesAhead(Dossier dossier, Instant at, int most) {
        return new Outlook(this, dossier).changesAhead(at, most);
    }

    Network network() {
        return network;
    }

    /** The kinds that do not count beside this one where they tell of the same activity. */
    List<String> replacedBy(String kind) {
        return replacedBy.getOrDefault(kind, List.of());
    }
}
