package io.keepwatch.rules.score;

import java.util.Arrays;

/**
 * One solving of a network under virtual evidence, and on demand how its answer depends on each node's. Holds its own
 * arrays: for one thread, as often as one likes. What no evidence reaches is not computed: it is as the network alone has
 * it.
 *
 * <p>Tables hold no probability below {@link ModelCheck#LEAST}, and of each node's evidence the larger of the two numbers
 * is 1, so that nothing underflows however strong the evidence is.
 */
final class Evaluation {
    private final Network network;
    private final double[][] values;
    /** The factors that evidence reaches. */
    private final boolean[] reached;

    private final double[] product;
    private double[][] slopes = new double[0][];
    private double[] evidence = new double[0];

    /** @param reachable for each node, whether there may be evidence on it or its slope is asked for */
    private Evaluation(Network network, boolean[] reachable) {
        this.network = network;
        int nodes = network.nodes();
        values = network.alone().clone();
        reached = new boolean[values.length];
        for (int node = 0; node < nodes; node++) {
            if (reachable[node]) {
                reached[nodes + node] = true;
                values[nodes + node] = new double[network.states(node)];
            }
        }
        for (Network.Step step : network.steps()) {
            for (int input : step.inputs()) {
                reached[step.out()] |= reached[input];
            }
            if (reached[step.out()]) {
                values[step.out()] = new double[step.size()];
            }
        }
        product = new double[network.largestStep()];
    }

    /** For evidence on those nodes of which these weights are not zero, and its slopes. */
    static Evaluation along(Network network, double[] logRatios) {
        boolean[] reachable = new boolean[logRatios.length];
        for (int node = 0; node < reachable.length; node++) {
            reachable[node] = logRatios[node] != 0;
        }
        return new Evaluation(network, reachable);
    }

    /** For evidence on any node, and what depends on each. */
    static Evaluation of(Network network) {
        boolean[] reachable = new boolean[network.nodes()];
        Arrays.fill(reachable, true);
        return new Evaluation(network, reachable);
    }

    /**
     * Solves the network.
     *
     * @param logRatios for each node, by how much its evidence speaks for its first state, in nats; not kept
     * @return this
     */
    Evaluation solve(double[] logRatios) {
        evidence = logRatios.clone();
        int nodes = network.nodes();
        for (int node = 0; node < nodes; node++) {
            if (reached[nodes + node]) {
                double[] likelihood = values[nodes + node];
                Arrays.fill(likelihood, Math.min(1, Math.exp(-logRatios[node])));
                likelihood[0] = Math.min(1, Math.exp(logRatios[node]));
            }
        }
        for (Network.Step step : network.steps()) {
            if (reached[step.out()]) {
                step.run(values, product);
            }
        }
        return this;
    }

    /** The share of each state of the root; they do not sum to one. */
    private double[] shares() {
        return values[network.steps().getLast().out()];
    }

    /** The odds that the root is not in its first state. */
    double odds() {
        double[] shares = shares();
        double others = 0;
        for (int state = 1; state < shares.length; state++) {
            others += shares[state];
        }
        return others / shares[0];
    }

    /** The probabilities of the root's states but the first, given that it is not in the first. */
    double[] categories() {
        double[] others = Arrays.copyOfRange(shares(), 1, shares().length);
        double sum = Arrays.stream(others).sum();
        for (int i = 0; i < others.length; i++) {
            others[i] /= sum;
        }
        return others;
    }

    /** How the logarithm of {@link #odds} depends on each node's evidence: P(first state | others) - P(… | first). */
    double[] slopesOfLogOdds() {
        double[] shares = shares();
        double others = 0;
        for (int state = 1; state < shares.length; state++) {
            others += shares[state];
        }
        double[] seed = new double[shares.length];
        Arrays.fill(seed, 1 / others);
        seed[0] = -1 / shares[0];
        differentiate(seed);
        double[] slopes = new double[network.nodes()];
        for (int node = 0; node < slopes.length; node++) {
            if (!reached[network.nodes() + node]) {
                continue;
            }
            double[] byLikelihood = this.slopes[network.nodes() + node];
            double[] likelihood = values[network.nodes() + node];
            // Of the two numbers only one moves with the evidence; which of them does makes no difference to the odds.
            if (evidence[node] < 0) {
                slopes[node] = byLikelihood[0] * likelihood[0];
            } else {
                for (int state = 1; state < likelihood.length; state++) {
                    slopes[node] -= byLikelihood[state] * likelihood[state];
                }
            }
        }
        return slopes;
    }

    /** The probability of each node's first state. */
    double[] beliefs() {
        double[] seed = new double[shares().length];
        Arrays.fill(seed, 1 / Arrays.stream(shares()).sum());
        differentiate(seed);
        double[] beliefs = new double[network.nodes()];
        for (int node = 0; node < beliefs.length; node++) {
            beliefs[node] = slopes[network.nodes() + node][0] * values[network.nodes() + node][0];
        }
        return beliefs;
    }

    /** The probability of a node's first state under each state of the root, without evidence on the node itself. */
    double[] ratesByRoot(int node) {
        double[] rates = new double[shares().length];
        for (int state = 0; state < rates.length; state++) {
            double[] seed = new double[rates.length];
            seed[state] = 1 / shares()[state];
            differentiate(seed);
            rates[state] = slopes[network.nodes() + node][0];
        }
        return rates;
    }

    /** How a linear function of the shares depends on every factor that evidence reaches; from the last step back. */
    private void differentiate(double[] seed) {
        if (slopes.length == 0) {
            slopes = new double[values.length][];
            for (int factor = 0; factor < slopes.length; factor++) {
                slopes[factor] = new double[reached[factor] ? values[factor].length : 0];
            }
        }
        for (double[] slope : slopes) {
            Arrays.fill(slope, 0);
        }
        slopes[network.steps().getLast().out()] = seed;
        for (Network.Step step : network.steps().reversed()) {
            for (int input = 0; input < step.inputs().length; input++) {
                if (reached[step.inputs()[input]]) {
                    step.differentiate(input, values, slopes, product);
                }
            }
        }
    }
}
