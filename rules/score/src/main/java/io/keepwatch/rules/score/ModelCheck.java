package io.keepwatch.rules.score;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Says everything that is wrong with a model. */
final class ModelCheck {
    /**
     * Smallest probability, and what is left to one by the largest. No table is certain: certainty cannot be argued with,
     * and it would let numbers underflow.
     */
    static final double LEAST = 1e-9;

    private static final double ROUNDING = 1e-9;
    private static final int MOST_STATES = 16;
    private static final double MOST = 1e6;
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*");
    private static final Pattern KIND = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

    private final Model model;
    private final List<ModelProblem> problems = new ArrayList<>();
    private final Map<String, Model.Node> nodes = new HashMap<>();

    private ModelCheck(Model model) {
        this.model = model;
    }

    /** @return nothing where the model can be used */
    static List<ModelProblem> problems(Model model) {
        ModelCheck check = new ModelCheck(model);
        check.names();
        model.nodes().forEach(check::node);
        check.root();
        if (check.problems.isEmpty()) {
            check.cycle();
        }
        if (check.problems.isEmpty()) {
            check.directions();
        }
        check.strengths();
        check.kinds();
        new ContextCheck(model.context(), check.problems).check();
        return check.problems;
    }

    private void problem(String field, String reason) {
        problems.add(new ModelProblem(field, reason));
    }

    private void names() {
        for (Model.Node node : model.nodes()) {
            if (!NAME.matcher(node.name()).matches()) {
                problem(path(node), "expected a name of letters and digits");
            }
            if (nodes.put(node.name(), node) != null) {
                problem(path(node), "is given twice");
            }
        }
        if (model.nodes().size() > Model.MOST_NODES) {
            problem(
                    "nodes",
                    "expected at most " + Model.MOST_NODES + ", found "
                            + model.nodes().size());
        }
    }

    private void node(Model.Node node) {
        int states = node.states().size();
        if (states < 2 || states > MOST_STATES || new HashSet<>(node.states()).size() < states) {
            problem(path(node) + ".states", "expected 2 to " + MOST_STATES + " different ones");
            return;
        }
        if (new HashSet<>(node.parents()).size() < node.parents().size()) {
            problem(path(node) + ".parents", "names a node twice");
            return;
        }
        long rows = 1;
        for (int i = 0; i < node.parents().size(); i++) {
            Model.Node parent = nodes.get(node.parents().get(i));
            if (parent == null) {
                problem(
                        path(node) + ".parents[" + i + "]",
                        "no such node: " + node.parents().get(i));
                return;
            }
            rows = Math.min(rows * parent.states().size(), Network.LARGEST_TABLE);
        }
        if (rows * states > Network.LARGEST_TABLE) {
            problem(
                    path(node) + ".parents",
                    "are too many: the table would have more than " + Network.LARGEST_TABLE + " cells");
            return;
        }
        if (node.table().size() != rows) {
            problem(
                    path(node) + ".table",
                    "expected " + rows + " rows, one for each combination of the parents' states, found "
                            + node.table().size());
            return;
        }
        for (int row = 0; row < node.table().size(); row++) {
            row(path(node) + ".table[" + row + "]", node.table().get(row), states);
        }
    }

    private void row(String field, List<Double> row, int states) {
        if (row.size() != states) {
            problem(field, "expected " + states + " probabilities, one for each state, found " + row.size());
            return;
        }
        double sum = 0;
        for (double probability : row) {
            // Also false for what is not a number.
            if (!(probability >= LEAST && probability <= 1 - LEAST)) {
                problem(
                        field,
                        "expected probabilities above 0 and below 1, which leave room for evidence, found "
                                + probability);
                return;
            }
            sum += probability;
        }
        if (Math.abs(sum - 1) > ROUNDING) {
            problem(field, "sums to " + sum + " instead of 1");
        }
    }

    private void root() {
        Model.Node root = nodes.get(model.root());
        if (root == null) {
            problem("root", "no such node: " + model.root());
        } else if (!root.parents().isEmpty()) {
            problem("root", "has parents; the root depends on nothing");
        }
    }

    private void cycle() {
        model.nodes().stream()
                .filter(node -> dependsOn(node, node.name(), new HashSet<>()))
                .findFirst()
                .ifPresent(node -> problem(path(node) + ".parents", "depends on itself, by way of its parents"));
    }

    private boolean dependsOn(Model.Node node, String name, Set<String> seen) {
        for (String parent : node.parents()) {
            Model.Node next = nodes.get(parent);
            if (parent.equals(name) || (next != null && seen.add(parent) && dependsOn(next, name, seen))) {
                return true;
            }
        }
        return false;
    }

    /**
     * A finding must never speak for a person by speaking of a risk: the first state of a node is least likely under the
     * benign state of the root, and that of a protective node most likely.
     */
    private void directions() {
        Network network;
        try {
            network = Network.of(model);
        } catch (Network.TooWideException e) {
            problem("nodes", "cannot be solved quickly: needs " + e.getMessage() + "; give nodes fewer parents");
            return;
        }
        Evaluation evaluation = Evaluation.of(network).solve(new double[network.nodes()]);
        for (Model.Node node : model.nodes()) {
            int index = network.node(node.name());
            if (index == network.root()) {
                continue;
            }
            double[] rates = evaluation.ratesByRoot(index);
            for (int state = 1; state < rates.length; state++) {
                if (node.protective() ? rates[state] > rates[0] + ROUNDING : rates[state] < rates[0] - ROUNDING) {
                    problem(
                            path(node) + ".table",
                            "evidence would count the wrong way: its first state is "
                                    + (node.protective() ? "more" : "less") + " likely under "
                                    + model.nodes().get(network.root()).states().get(state)
                                    + " than under the first state of the root"
                                    + (node.protective() ? "" : ", and the node is not protective"));
                    break;
                }
            }
        }
    }

    private void strengths() {
        double weaker = 1;
        for (Strength strength : Strength.values()) {
            Double ratio = model.likelihoodRatios().get(strength);
            String field = "strengths." + strength.word();
            if (ratio == null) {
                problem("strengths", strength.word() + " is missing");
            } else if (!(ratio > weaker && ratio <= MOST)) {
                problem(field, "expected a ratio above that of what is weaker, from 1 to " + (long) MOST);
            } else {
                weaker = ratio;
            }
        }
        if (!(model.repeats() >= 0 && model.repeats() <= 10)) {
            problem("repeats", "expected an exponent from 0 to 10, found " + model.repeats());
        }
    }

    private void kinds() {
        Set<String> names = new HashSet<>();
        model.kinds().forEach(kind -> {
            if (!names.add(kind.name())) {
                problem("evidence." + kind.name(), "is given twice");
            }
        });
        for (Model.Kind kind : model.kinds()) {
            String path = "evidence." + kind.name();
            if (!KIND.matcher(kind.name()).matches()) {
                problem(path, "expected a name of letters, digits and hyphens");
            }
            Set<String> spokenOf = new HashSet<>();
            for (int i = 0; i < kind.evidence().size(); i++) {
                Model.Effect effect = kind.evidence().get(i);
                String item = path + ".evidence[" + i + "]";
                if (!nodes.containsKey(effect.node())) {
                    problem(item + ".node", "no such node: " + effect.node());
                }
                if (!spokenOf.add(effect.node())) {
                    problem(item + ".node", "a kind speaks of a node once");
                }
                Duration halfLife = effect.halfLife();
                if (halfLife.compareTo(Evidence.SHORTEST) < 0 || halfLife.compareTo(Evidence.LONGEST) > 0) {
                    problem(item + ".halfLife", "expected 1h to 365d");
                }
            }
            for (int i = 0; i < kind.replaces().size(); i++) {
                String replaced = kind.replaces().get(i);
                if (replaced.equals(kind.name()) || !names.contains(replaced)) {
                    problem(path + ".replaces[" + i + "]", "no other kind: " + replaced);
                }
            }
        }
    }

    private static String path(Model.Node node) {
        return "nodes." + node.name();
    }
}
