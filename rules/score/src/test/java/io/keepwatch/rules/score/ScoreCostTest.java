package io.keepwatch.rules.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prints what a score costs in CPU time; a machine's speed is nothing to assert. */
@DisplayName("The cost of a score")
class ScoreCostTest {
    private static final int ROUNDS = 5;
    /** Of this thread alone: whatever else runs on the machine takes time, not cost. */
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    /** As many nodes as the shipped model has. */
    private static WholePerson person() {
        List<Model.Node> nodes = new ArrayList<>(Samples.nodes());
        for (int i = nodes.size(); i < 16; i++) {
            nodes.add(Samples.node("N" + i, "Behaviour", false, 0.01, 0.5, 0.1));
        }
        return Samples.person(Samples.model(nodes, Samples.context(ContextModel.Mode.ODDS), List.of()));
    }

    private static double microseconds(int times, ToDoubleFunction<Instant> work) {
        double best = Double.MAX_VALUE;
        double sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long begin = CPU.getCurrentThreadCpuTime();
            for (int i = 0; i < times; i++) {
                sum += work.applyAsDouble(Samples.NOW.plus(Duration.ofSeconds(i)));
            }
            best = Math.min(best, (CPU.getCurrentThreadCpuTime() - begin) / 1e3 / times);
        }
        assertThat(sum).isFinite();
        return best;
    }

    @ParameterizedTest(name = "{0} pieces of evidence")
    @ValueSource(ints = {0, 5, 50})
    void shouldTellTheCost(int pieces) {
        WholePerson person = person();
        SplittableRandom random = new SplittableRandom(pieces);
        List<Evidence> evidence = new ArrayList<>();
        while (evidence.size() < pieces) {
            evidence.addAll(Samples.anything(random, person.model(), pieces).evidence());
        }
        Dossier dossier = new Dossier(evidence.subList(0, pieces), List.of(Samples.fact("notice")));

        System.out.printf(
                "{\"figure\":\"score\",\"evidence\":%d,\"score_us\":%.2f,\"explained_us\":%.1f,\"next_crossing_us\":%.1f}%n",
                pieces,
                microseconds(20_000, at -> person.score(dossier, at)),
                microseconds(300, at -> person.explain(dossier, at).score()),
                microseconds(30, at -> person.nextCrossing(dossier, at) == null ? 0 : 1));
    }
}
