package io.keepwatch.rules.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A checked Bayesian network, ready to be solved exactly by variable elimination: every node but the root is summed out,
 * the one with the smallest table first. Which numbers meet in which cell depends on the network alone, so it is worked
 * out once; solving is then loops over arrays (see {@link Evaluation}).
 *
 * <p>The factors are numbered: the tables of the nodes, then the evidence on each node, then what each step makes.
 */
final class Network {
    /** Largest table that a step may need, in cells; a network beyond that is refused. */
    static final int LARGEST_TABLE = 65_536;

    private final Map<String, Integer> index = new HashMap<>();
    private final int[] states;
    private double[][] alone;
    private final List<Step> steps = new ArrayList<>();
    private final int root;

    /**
     * Multiplies factors and sums the last variable of the product out.
     *
     * @param out the factor that it makes
     * @param size its cells
     * @param summed states of the variable that is summed out, its cells lie side by side; 1 for the last step
     * @param inputs the factors that are multiplied
     * @param cells for each of them, which of its cells meets a cell of the product
     */
    record Step(int out, int size, int summed, int[] inputs, int[][] cells) {
        /** @param product room for the product */
        void run(double[][] values, double[] product) {
            Arrays.fill(product, 0, size * summed, 1);
            for (int i = 0; i < inputs.length; i++) {
                multiply(product, values[inputs[i]], cells[i]);
            }
            double[] sums = values[out];
            for (int cell = 0, at = 0; cell < size; cell++) {
                double sum = 0;
                for (int state = 0; state < summed; state++, at++) {
                    sum += product[at];
                }
                sums[cell] = sum;
            }
        }

        /** Adds to the slopes of an input what comes of the slopes of what the step makes. */
        void differentiate(int input, double[][] values, double[][] slopes, double[] product) {
            double[] made = slopes[out];
            for (int cell = 0, at = 0; cell < size; cell++) {
                for (int state = 0; state < summed; state++, at++) {
                    product[at] = made[cell];
                }
            }
            for (int i = 0; i < inputs.length; i++) {
                if (i != input) {
                    multiply(product, values[inputs[i]], cells[i]);
                }
            }
            double[] of = slopes[inputs[input]];
            int[] to = cells[input];
            for (int at = 0; at < to.length; at++) {
                of[to[at]] += product[at];
            }
        }

        private static void multiply(double[] product, double[] by, int[] cells) {
            for (int at = 0; at < cells.length; at++) {
                product[at] *= by[cells[at]];
            }
        }
    }

    /** A factor while steps are planned: its number and its variables, in ascending order of nodes. */
    private record Scope(int factor, TreeSet<Integer> nodes) {}

    private Network(List<Model.Node> nodes, String root) {
        int n = nodes.size();
        for (int i = 0; i < n; i++) {
            index.put(nodes.get(i).name(), i);
        }
        this.root = index.getOrDefault(root, -1);
        states = nodes.stream().mapToInt(node -> node.states().size()).toArray();
        alone = new double[2 * n][];
    }

    /**
     * @param model with names that exist and no cycle
     * @throws TooWideException if a step needs more than {@link #LARGEST_TABLE} cells
     */
    static Network of(Model model) throws TooWideException {
        Network network = new Network(model.nodes(), model.root());
        network.plan(model.nodes());
        network.alone = Arrays.copyOf(network.alone, network.factors());
        double[] product = new double[network.largestStep()];
        for (Step step : network.steps) {
            network.alone[step.out()] = new double[step.size()];
            step.run(network.alone, product);
        }
        return network;
    }

    /** A network that would be solved too slowly. */
    static final class TooWideException extends Exception {
        private static final long serialVersionUID = 1L;

        TooWideException(long cells) {
            super("a table of " + cells + " cells");
        }
    }

    int nodes() {
        return states.length;
    }

    int root() {
        return root;
    }

    int states(int node) {
        return states[node];
    }

    /** The node of this name, or -1. */
    int node(String name) {
        return index.getOrDefault(name, -1);
    }

    /** Every factor where there is no evidence; not to be written to. */
    double[][] alone() {
        return alone;
    }

    /** Cells of the largest product that a step makes. */
    int largestStep() {
        return steps.stream()
                .mapToInt(step -> step.size() * step.summed())
                .max()
                .orElse(0);
    }

    List<Step> steps() {
        return steps;
    }

    /** Number of factors, those that the steps make included. */
    int factors() {
        return 2 * states.length + steps.size();
    }

    private void plan(List<Model.Node> nodes) throws TooWideException {
        List<Scope> left = new ArrayList<>();
        for (int node = 0; node < states.length; node++) {
            TreeSet<Integer> scope = new TreeSet<>(List.of(node));
            nodes.get(node).parents().forEach(parent -> scope.add(node(parent)));
            alone[node] = table(nodes.get(node), node, scope);
            left.add(new Scope(node, scope));
        }
        for (int node = 0; node < states.length; node++) {
            alone[states.length + node] = new double[states[node]];
            Arrays.fill(alone[states.length + node], 1);
            left.add(new Scope(states.length + node, new TreeSet<>(List.of(node))));
        }
        TreeSet<Integer> open = new TreeSet<>();
        for (int node = 0; node < states.length; node++) {
            if (node != root) {
                open.add(node);
            }
        }
        while (!open.isEmpty()) {
            int cheapest = -1;
            long least = Long.MAX_VALUE;
            for (int node : open) {
                long cells = cells(union(with(left, node)));
                if (cells < least) {
                    least = cells;
                    cheapest = node;
                }
            }
            if (least > LARGEST_TABLE) {
                throw new TooWideException(least);
            }
            open.remove(cheapest);
            List<Scope> met = with(left, cheapest);
            TreeSet<Integer> scope = union(met);
            scope.remove(cheapest);
            left.removeAll(met);
            left.add(new Scope(step(met, scope, cheapest), scope));
        }
        step(left, new TreeSet<>(List.of(root)), -1);
    }

    private static List<Scope> with(List<Scope> scopes, int node) {
        return scopes.stream().filter(scope -> scope.nodes().contains(node)).toList();
    }

    private static TreeSet<Integer> union(List<Scope> scopes) {
        TreeSet<Integer> union = new TreeSet<>();
        scopes.forEach(scope -> union.addAll(scope.nodes()));
        return union;
    }

    private long cells(Iterable<Integer> nodes) {
        long cells = 1;
        for (int node : nodes) {
            cells = Math.min(cells * states[node], Integer.MAX_VALUE);
        }
        return cells;
    }

    /** Adds the step that multiplies these and sums a node out (none where it is -1); the number of what it makes. */
    private int step(List<Scope> factors, TreeSet<Integer> scope, int summed) {
        List<Integer> product = new ArrayList<>(scope);
        if (summed >= 0) {
            product.add(summed);
        }
        int[] inputs = factors.stream().mapToInt(Scope::factor).toArray();
        int[][] cells = factors.stream()
                .map(factor -> cellsOf(new ArrayList<>(factor.nodes()), product))
                .toArray(int[][]::new);
        int out = factors();
        steps.add(new Step(out, (int) cells(scope), summed < 0 ? 1 : states[summed], inputs, cells));
        return out;
    }

    /** For each cell of a table over these nodes, the last one's state changing fastest, the cell of a smaller table. */
    private int[] cellsOf(List<Integer> smaller, List<Integer> nodes) {
        int[] cells = new int[(int) cells(nodes)];
        int[] state = new int[nodes.size()];
        for (int cell = 0; cell < cells.length; cell++) {
            for (int node : smaller) {
                cells[cell] = cells[cell] * states[node] + state[nodes.indexOf(node)];
            }
            for (int i = state.length - 1; i >= 0 && ++state[i] == states[nodes.get(i)]; i--) {
                state[i] = 0;
            }
        }
        return cells;
    }

    /** A node's table in the order of a factor: ascending nodes instead of parents first. */
    private double[] table(Model.Node node, int self, TreeSet<Integer> scope) {
        List<Integer> declared = new ArrayList<>();
        node.parents().forEach(parent -> declared.add(node(parent)));
        declared.add(self);
        int[] to = cellsOf(new ArrayList<>(scope), declared);
        double[] table = new double[to.length];
        int width = states[self];
        for (int cell = 0; cell < to.length; cell++) {
            table[to[cell]] = node.table().get(cell / width).get(cell % width);
        }
        return table;
    }
}
