package io.keepwatch.cases.score;

import io.keepwatch.contracts.Risk;
import io.keepwatch.rules.score.Band;
import io.keepwatch.rules.score.Dossier;
import io.keepwatch.rules.score.WholePerson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A score over time, with what happened on the way.
 *
 * @param points in their order, from the first instant to the last
 * @param events in their order
 */
record ScoreCurve(List<Point> points, List<Event> events) {
    /** Evenly spread over the time; beside them, the curve is looked at where something happens. */
    private static final int STEPS = 360;
    /** The newest events that are shown; more could not be told apart. */
    private static final int MOST_EVENTS = 200;

    record Point(Instant at, double score) {}

    /**
     * Something that happened.
     *
     * @param circumstance whether it is one of the person, rather than a finding
     * @param says what it is
     */
    record Event(Instant at, boolean circumstance, String says) {}

    ScoreCurve {
        points = List.copyOf(points);
        events = List.copyOf(events);
    }

    /**
     * @param dossier what the score depends on at an instant
     * @param newest the newest record; null where nothing was ever said
     * @param from begin
     * @param to end, after the begin
     */
    static ScoreCurve of(
            WholePerson model, Function<Instant, Dossier> dossier, @Nullable Risk newest, Instant from, Instant to) {
        // At the begin, all that ever matters within the span is known.
        Dossier all = dossier.apply(from);
        List<Event> events = events(all, newest == null ? List.of() : newest.context(), from, to);
        TreeSet<Instant> instants = new TreeSet<>(List.of(from, to));
        Duration step = Duration.between(from, to).dividedBy(STEPS);
        if (step.isPositive()) {
            for (int i = 1; i < STEPS; i++) {
                instants.add(from.plus(step.multipliedBy(i)));
            }
        }
        for (Event event : events) {
            instants.add(event.at());
            Instant before = event.at().minusMillis(1);
            if (before.isAfter(from)) {
                instants.add(before);
            }
        }
        return new ScoreCurve(
                instants.stream()
                        .map(at -> new Point(at, model.score(dossier.apply(at), at)))
                        .toList(),
                events);
    }

    private static List<Event> events(Dossier all, List<Risk.Circumstance> context, Instant from, Instant to) {
        List<Event> events = new ArrayList<>();
        all.evidence()
                .forEach(finding -> events.add(new Event(
                        finding.at(),
                        false,
                        finding.says() + " (" + finding.strength().word() + ')')));
        for (Risk.Circumstance fact : context) {
            String name = fact.factor() + ", from " + fact.source();
            events.add(new Event(fact.from(), true, "Begins: " + name));
            if (fact.until() != null) {
                events.add(new Event(fact.until(), true, "Ends: " + name));
            }
        }
        List<Event> shown = events.stream()
                .filter(event -> !event.at().isBefore(from) && !event.at().isAfter(to))
                .distinct()
                .sorted(Comparator.comparing(Event::at).thenComparing(Event::says))
                .toList();
        return shown.subList(Math.max(0, shown.size() - MOST_EVENTS), shown.size());
    }

    /** The score at an instant of the curve. */
    double scoreAt(Instant at) {
        return points.stream()
                .filter(point -> !point.at().isBefore(at))
                .findFirst()
                .orElse(points.getLast())
                .score();
    }

    Instant from() {
        return points.getFirst().at();
    }

    Instant to() {
        return points.getLast().at();
    }

    double highest() {
        return points.stream().mapToDouble(Point::score).max().orElse(0);
    }

    /** The band that the curve ends in. */
    Band band() {
        return Band.of(points.getLast().score());
    }
}
