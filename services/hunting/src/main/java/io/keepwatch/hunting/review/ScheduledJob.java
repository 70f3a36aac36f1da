package io.keepwatch.hunting.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A program that a scheduler starts for somebody (S1-11).
 *
 * @param scheduler cron, at or systemd
 * @param runs how often it was started
 * @param everySeconds the median time from one run to the next; null if it ran once
 * @param lasting whether it is to be expected again: its next run is not overdue
 * @param question finds the runs
 */
public record ScheduledJob(
        String scheduler,
        @Nullable String executable,
        @Nullable String arguments,
        @Nullable String host,
        long runs,
        Instant first,
        Instant last,
        @Nullable Long everySeconds,
        boolean lasting,
        String question) {
    ScheduledJob foundBy(Asked asked) {
        return new ScheduledJob(
                scheduler,
                executable,
                arguments,
                host,
                runs,
                first,
                last,
                everySeconds,
                lasting,
                asked.with("scheduler", scheduler)
                        .withText("executable", executable)
                        .withText("arguments", arguments)
                        .withText("host", host)
                        .toString());
    }
}
