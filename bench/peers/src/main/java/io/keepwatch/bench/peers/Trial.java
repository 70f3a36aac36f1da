package io.keepwatch.bench.peers;

import java.util.List;

/**
 * What is judged, and how long.
 *
 * @param seed of everything random
 * @param people how many people
 * @param events about how many activities
 * @param days over how many days
 * @param seconds fewest CPU seconds of warming up, and again of being measured; whole passes are made
 */
record Trial(long seed, int people, int events, int days, int seconds) {
    private static final long SECOND = 1_000_000_000;

    /** The trial as a child process reads it with {@link #parse}. */
    List<String> arguments() {
        return List.of(
                Long.toString(seed),
                Integer.toString(people),
                Integer.toString(events),
                Integer.toString(days),
                Integer.toString(seconds));
    }

    static Trial parse(List<String> arguments) {
        return new Trial(
                Long.parseLong(arguments.get(0)),
                Integer.parseInt(arguments.get(1)),
                Integer.parseInt(arguments.get(2)),
                Integer.parseInt(arguments.get(3)),
                Integer.parseInt(arguments.get(4)));
    }

    Load load() {
        return Load.generate(seed, people, events, days);
    }

    /** Warms up, measures, and fails if two passes do not find the same. */
    Result run(Entrant entrant) throws Exception {
        Load load = load();
        Contestant contestant = entrant.enter(load);
        // Once, so that what stays is moved now and not while it is measured.
        System.gc();
        AlertLines alerts = contestant.pass().alerts().lines();
        for (Cost spent = Cost.NONE; spent.threadNanos() < seconds * SECOND; ) {
            spent = spent.plus(contestant.pass().cost());
        }
        Cost cost = Cost.NONE;
        long events = 0;
        Contestant.Pass last;
        do {
            last = contestant.pass();
            cost = cost.plus(last.cost());
            events += load.activities().length;
            String difference = last.alerts().lines().firstDifferenceFrom(alerts);
            if (difference != null) {
                throw new IllegalStateException("another pass found other alerts: " + difference);
            }
        } while (cost.threadNanos() < seconds * SECOND);
        return new Result(alerts, events, cost, last.sizes());
    }
}
