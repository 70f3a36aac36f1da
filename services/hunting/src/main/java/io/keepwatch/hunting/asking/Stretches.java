package io.keepwatch.hunting.asking;

import io.keepwatch.hunting.store.Batch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the stretch of time in which an activity lies. Most stretches are equally long, so that a division finds it; only
 * where the clock is changed, or months differ, another one is needed.
 */
final class Stretches {
    /** Stretches of one length: the first of them, when it begins, and how long each is, in nanoseconds. */
    private record Run(int first, long begin, long length) {}

    private Stretches() {}

    /** @param nanos SQL of a time in nanoseconds, which lies within the bounds */
    static String sql(String nanos, List<Instant> bounds) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < bounds.size() - 1; i++) {
            long begin = nanos(bounds.get(i));
            long length = nanos(bounds.get(i + 1)) - begin;
            if (runs.isEmpty() || runs.getLast().length() != length) {
                runs.add(new Run(i, begin, length));
            }
        }
        return within(nanos, runs);
    }

    /** The first and the last stretch may reach beyond what can be stored, where there are no nanoseconds any more. */
    private static long nanos(Instant bound) {
        Instant atLeast = bound.isBefore(Batch.EARLIEST) ? Batch.EARLIEST : bound;
        return Sql.nanos(atLeast.isAfter(Batch.END) ? Batch.END : atLeast);
    }

    /** Divided in the middle again and again, so that few comparisons are made of many runs. */
    private static String within(String nanos, List<Run> runs) {
        if (runs.size() == 1) {
            Run run = runs.getFirst();
            return "(" + run.first() + " + (" + nanos + " - " + run.begin() + ") // " + run.length() + ")";
        }
        int middle = runs.size() / 2;
        return "(CASE WHEN " + nanos + " < " + runs.get(middle).begin() + " THEN "
                + within(nanos, runs.subList(0, middle)) + " ELSE " + within(nanos, runs.subList(middle, runs.size()))
                + " END)";
    }
}
