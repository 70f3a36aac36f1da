package io.keepwatch.rules.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S3-05 The network is solved exactly")
class NetworkTest {
    private static final int NETWORKS = 400;

    /** The joint distribution, one assignment after the other; nothing of it is shared with the code under test. */
    private record BruteForce(List<Model.Node> nodes, double[] logRatios) {
        double weight(int[] states) {
            double weight = 1;
            for (int i = 0; i < states.length; i++) {
                Model.Node node = nodes.get(i);
                int row = 0;
                for (String parent : node.parents()) {
                    int index = indexOf(parent);
                    row = row * nodes.get(index).states().size() + states[index];
                }
                weight *= node.table().get(row).get(states[i]);
                weight *= states[i] == 0 ? Math.exp(logRatios[i]) : 1;
            }
            return weight;
        }

        int indexOf(String name) {
            for (int i = 0; i < nodes.size(); i++) {
                if (nodes.get(i).name().equals(name)) {
                    return i;
                }
            }
            throw new AssertionError(name);
        }

        /** For each node and state of the root: the weight of all in which the node is in its first state; last: all. */
        double[][] sums(int root) {
            double[][] sums =
                    new double[nodes.size() + 1][nodes.get(root).states().size()];
            int[] states = new int[nodes.size()];
            int at;
            do {
                double weight = weight(states);
                sums[nodes.size()][states[root]] += weight;
                for (int i = 0; i < states.length; i++) {
                    sums[i][states[root]] += states[i] == 0 ? weight : 0;
                }
                for (at = states.length - 1;
                        at >= 0 && ++states[at] == nodes.get(at).states().size();
                        at--) {
                    states[at] = 0;
                }
            } while (at >= 0);
            return sums;
        }
    }

    private static double sum(double[] of, int from) {
        double sum = 0;
        for (int i = from; i < of.length; i++) {
            sum += of[i];
        }
        return sum;
    }

    private static List<Model.Node> anyNetwork(SplittableRandom random) {
        List<Model.Node> nodes = new ArrayList<>();
        int count = 2 + random.nextInt(9);
        int root = random.nextInt(count);
        for (int i = 0; i < count; i++) {
            List<String> parents = new ArrayList<>();
            int rows = 1;
            for (int j = 0; j < i && i != root; j++) {
                if (parents.size() < 3 && random.nextInt(2) == 0) {
                    parents.add("N" + j);
                    rows *= nodes.get(j).states().size();
                }
            }
            int states = 2 + random.nextInt(i == root ? 4 : 2);
            List<List<Double>> table = new ArrayList<>();
            for (int row = 0; row < rows; row++) {
                double[] any = random.doubles(states, 0.001, 1).toArray();
                double sum = sum(any, 0);
                table.add(Arrays.stream(any).mapToObj(p -> p / sum).toList());
            }
            nodes.add(new Model.Node(
                    "N" + i,
                    "",
                    IntStream.range(0, states).mapToObj(s -> "s" + s).toList(),
                    parents,
                    table,
                    false));
        }
        // The root is not always the first: the order in which nodes are declared means nothing.
        return nodes.stream()
                .map(node -> node.name().equals("N" + root)
                        ? new Model.Node("Root", "", node.states(), node.parents(), node.table(), false)
                        : new Model.Node(
                                node.name(),
                                "",
                                node.states(),
                                node.parents().stream()
                                        .map(parent -> parent.equals("N" + root) ? "Root" : parent)
                                        .toList(),
                                node.table(),
                                false))
                .toList();
    }

    @Test
    void shouldAgreeWithBruteForceOnRandomNetworks() throws Exception {
        for (int seed = 0; seed < NETWORKS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Model.Node> nodes = anyNetwork(random);
            double[] logRatios = random.doubles(nodes.size(), -8, 8)
                    .map(ratio -> random.nextInt(3) == 0 ? 0 : ratio)
                    .toArray();
            Network network = Network.of(
                    new Model("", "Root", nodes, Map.of(), 1, List.of(), Samples.context(ContextModel.Mode.ODDS)));
            Evaluation evaluation = Evaluation.of(network).solve(logRatios);
            double[][] sums = new BruteForce(nodes, logRatios).sums(network.root());
            double[] all = sums[nodes.size()];

            double others = sum(all, 1);
            assertThat(Math.log(evaluation.odds()))
                    .as("seed %d", seed)
                    .isCloseTo(Math.log(others / all[0]), within(1e-11));
            double[] categories = evaluation.categories();
            for (int i = 0; i < categories.length; i++) {
                assertThat(categories[i]).isCloseTo(all[i + 1] / others, within(1e-12));
            }
            double[] beliefs = evaluation.beliefs();
            double[] slopes = evaluation.slopesOfLogOdds();
            Evaluation partial = Evaluation.along(network, logRatios).solve(logRatios);
            assertThat(Math.log(partial.odds())).isCloseTo(Math.log(others / all[0]), within(1e-11));
            double[] partialSlopes = partial.slopesOfLogOdds();
            for (int node = 0; node < nodes.size(); node++) {
                assertThat(beliefs[node])
                        .as("seed %d, node %d", seed, node)
                        .isCloseTo(sum(sums[node], 0) / sum(all, 0), within(1e-11));
                assertThat(partialSlopes[node]).isCloseTo(logRatios[node] == 0 ? 0 : slopes[node], within(1e-11));
                assertThat(slopes[node])
                        .as("seed %d, slope of node %d", seed, node)
                        .isCloseTo(sum(sums[node], 1) / others - sums[node][0] / all[0], within(1e-11));
            }
        }
    }

    @Test
    void shouldStayFiniteUnderEvidenceBeyondAllReason() throws Exception {
        Network network = Network.of(Samples.model());
        double[] overwhelming = {0, 5_000, 5_000, -5_000, 5_000};
        double[] exculpating = {0, -5_000, -5_000, 5_000, -5_000};

        assertThat(Evaluation.of(network).solve(overwhelming).odds()).isFinite().isGreaterThan(100);
        assertThat(Evaluation.of(network).solve(exculpating).odds())
                .isPositive()
                .isLessThan(0.01);
    }
}
