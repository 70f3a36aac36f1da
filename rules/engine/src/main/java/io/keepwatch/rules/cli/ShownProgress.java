package io.keepwatch.rules.cli;

import io.keepwatch.rules.backtest.Backtest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/** Says how far a backtest is about once a second, and names lines that cannot be read. */
final class ShownProgress implements Backtest.Progress {
    private static final long EVERY_NANOS = 1_000_000_000L;
    private static final int MOST_NAMED = 1_000;

    private final Path file;
    private final PrintWriter err;
    private final long began = System.nanoTime();
    private long shownAt = began;
    private long activities;
    private long bytes;
    private long lines;

    /** @param file whose lines are named */
    ShownProgress(Path file, PrintWriter err) {
        this.file = file;
        this.err = err;
    }

    @Override
    public synchronized void judged(long moreActivities, long moreBytes, long allBytes) {
        activities += moreActivities;
        bytes += moreBytes;
        long now = System.nanoTime();
        if (now - shownAt >= EVERY_NANOS || bytes == allBytes) {
            shownAt = now;
            err.printf(
                    Locale.ROOT,
                    "%3d %%  %,d activities, %,.0f a second%n",
                    100 * bytes / Math.max(1, allBytes),
                    activities,
                    activities / ((now - began) / 1e9));
            err.flush();
        }
    }

    @Override
    public synchronized void rejected(long line, String reason) {
        if (++lines <= MOST_NAMED) {
            err.println(file + ":" + line + ": " + reason);
        }
    }
}
