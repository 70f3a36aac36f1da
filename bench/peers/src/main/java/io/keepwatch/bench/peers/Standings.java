package io.keepwatch.bench.peers;

import io.keepwatch.bench.Figure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What all entrants came to in all rounds; their alerts must be the same, their figures are medians over the rounds. */
final class Standings {
    private static final double SECOND = 1e9;

    private final String name;
    private final Map<Entrant, List<Result>> results = new EnumMap<>(Entrant.class);
    private @Nullable AlertLines reference;

    /** @param name what is measured; begins every figure */
    Standings(String name) {
        this.name = name;
    }

    /**
     * Adds a result.
     *
     * @return the first alert that is not as the first entrant's, in words; null if all are the same
     */
    @Nullable
    String add(Entrant entrant, Result result) {
        results.computeIfAbsent(entrant, any -> new ArrayList<>()).add(result);
        if (reference == null) {
            reference = result.alerts();
        }
        String difference = result.alerts().firstDifferenceFrom(reference);
        return difference == null ? null : entrant.title() + ": " + difference;
    }

    /** Figures of one entrant beside each of several others. */
    List<Figure> beside(Entrant entrant, List<Entrant> peers) {
        List<Figure> figures = new ArrayList<>();
        for (Entrant peer : peers) {
            figures.add(
                    figure("events per CPU second of the judging thread", entrant, peer, Standings::perThreadSecond));
        }
        for (Entrant peer : peers) {
            figures.add(figure("events per second of wall time", entrant, peer, Standings::perSecond));
        }
        for (Entrant peer : peers) {
            figures.add(figure("events per CPU second of the process", entrant, peer, Standings::perProcessSecond));
        }
        for (Entrant peer : peers) {
            figures.add(figure("bytes allocated per event", entrant, peer, Standings::bytesPerEvent));
        }
        return figures;
    }

    /** How many alerts each entrant found. */
    Figure alerts() {
        return Figure.of(
                name + ", alerts: the same from " + results.size() + " entrants",
                Objects.requireNonNull(reference).lines().size());
    }

    /** Further figures of an entrant, as it had them at the end. */
    List<Figure> sizes(Entrant entrant) {
        List<Figure> figures = new ArrayList<>();
        of(entrant)
                .getLast()
                .sizes()
                .forEach((size, value) ->
                        figures.add(Figure.of("%s, %s: %s".formatted(name, size, entrant.title()), value)));
        return figures;
    }

    private Figure figure(String unit, Entrant entrant, Entrant peer, ToDoubleFunction<Result> of) {
        return new Figure(
                "%s, %s: %s beside %s".formatted(name, unit, entrant.title(), peer.title()),
                median(entrant, of),
                median(peer, of));
    }

    /** The middle of the rounds. */
    double median(Entrant entrant, ToDoubleFunction<Result> of) {
        double[] sorted = of(entrant).stream().mapToDouble(of).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The middle of the rounds, the slowest and the fastest. */
    String range(Entrant entrant) {
        double[] sorted = of(entrant).stream()
                .mapToDouble(Standings::perThreadSecond)
                .sorted()
                .toArray();
        return "%s: %,.0f (%,.0f to %,.0f) events per CPU second"
                .formatted(
                        entrant.title(),
                        median(entrant, Standings::perThreadSecond),
                        sorted[0],
                        sorted[sorted.length - 1]);
    }

    private List<Result> of(Entrant entrant) {
        return Objects.requireNonNull(results.get(entrant), entrant + " was not measured");
    }

    static double perThreadSecond(Result result) {
        return result.events() * SECOND / result.cost().threadNanos();
    }

    private static double perSecond(Result result) {
        return result.events() * SECOND / result.cost().wallNanos();
    }

    private static double perProcessSecond(Result result) {
        return result.events() * SECOND / result.cost().processNanos();
    }

    private static double bytesPerEvent(Result result) {
        return (double) result.cost().allocatedBytes() / result.events();
    }
}
