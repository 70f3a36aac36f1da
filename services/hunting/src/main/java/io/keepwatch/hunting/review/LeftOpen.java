package io.keepwatch.hunting.review;

import io.keepwatch.hunting.asking.Cancellation;
import io.keepwatch.hunting.store.Question;
import io.keepwatch.hunting.store.QuestionStoppedException;
import io.keepwatch.hunting.store.StoreReader;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what somebody left running: scheduled jobs, and sessions that were never ended (S1-11). */
public final class LeftOpen {
    /** What was not seen for so long before the instant asked for is not found. */
    public static final Duration LOOK_BACK = Duration.ofDays(180);
    /** A session seen so shortly before, or seen so long after it was opened, must be expected to be open. */
    public static final Duration LASTING = Duration.ofDays(1);

    /** A job may miss one run and be a little late. */
    private static final int RUNS_MISSED = 2;

    private static final Duration LATE = Duration.ofHours(1);
    private static final Set<String> OUTLIVE_LOGINS = Set.of("tmux", "screen");
    private static final Comparator<String> TEXT = Comparator.nullsLast(Comparator.naturalOrder());

    private final StoreReader reader;
    private final ReviewLimits limits;

    public LeftOpen(StoreReader reader, ReviewLimits limits) {
        this.reader = reader;
        this.limits = limits;
    }

    /**
     * What was left running.
     *
     * @param jobs those to be expected again first, the latest run first
     * @param lastingJobs how many are to be expected again
     * @param sessions those that must be expected to be open first, the oldest first
     * @param lastingSessions how many must be expected to be open
     */
    public record Found(
            Instant asOf, Rows<ScheduledJob> jobs, long lastingJobs, Rows<OpenSession> sessions, long lastingSessions) {
        boolean isEmpty() {
            return jobs.isEmpty() && sessions.isEmpty();
        }
    }

    /**
     * What a person had running at an instant, from what was known then.
     *
     * @param name a subject or an account
     * @throws QuestionStoppedException if it was cancelled, or took longer than the limit
     */
    public Found asOf(String name, Instant asOf, Cancellation cancellation)
            throws SQLException, IOException, QuestionStoppedException {
        Window window = window(asOf);
        return reader.ask(window.from(), window.until(), limits.time(), question -> {
            cancellation.covers(question);
            return find(question, name, asOf, limits.rows());
        });
    }

    /** What happens at the instant itself belongs to it. */
    static Window window(Instant asOf) {
        return new Window(asOf.minus(LOOK_BACK), asOf.plusNanos(1));
    }

    static Found find(Question question, String name, Instant asOf, int rows) throws SQLException {
        Asked of = Asked.about(name, window(asOf));
        Asked jobsAsked = of.that("type = process.start && scheduler in [cron, at, systemd]");
        First<ScheduledJob> jobs = new First<>(
                rows,
                Comparator.comparing(ScheduledJob::lasting)
                        .thenComparing(ScheduledJob::last)
                        .reversed()
                        .thenComparing(ScheduledJob::host, TEXT)
                        .thenComparing(ScheduledJob::executable, TEXT)
                        .thenComparing(ScheduledJob::arguments, TEXT));
        long[] lasting = new long[2];
        jobs(question, jobsAsked).each(row -> {
            ScheduledJob job = job(row, asOf);
            jobs.add(job);
            lasting[0] += job.lasting() ? 1 : 0;
        });
        Asked opened = of.that("type = session.open");
        First<OpenSession> sessions = new First<>(
                rows,
                Comparator.comparing(OpenSession::lasting)
                        .thenComparing(OpenSession::ageSeconds)
                        .thenComparing(OpenSession::lastSeen)
                        .reversed()
                        .thenComparing(OpenSession::host, TEXT)
                        .thenComparing(OpenSession::session, TEXT));
        sessions(question, of).each(row -> {
            OpenSession session = session(row, asOf);
            sessions.add(session);
            lasting[1] += session.lasting() ? 1 : 0;
        });
        return new Found(
                asOf,
                jobs.rows(jobsAsked, job -> job.foundBy(jobsAsked)),
                lasting[0],
                sessions.rows(opened, session -> session.foundBy(of)),
                lasting[1]);
    }

    private static Search jobs(Question question, Asked asked) {
        return new Search(question)
                .sql("SELECT executable, arguments, host, scheduler, count(*) AS runs,"
                        + " epoch_ns(min(\"time\")) AS first, epoch_ns(max(\"time\")) AS last, median(gap) AS gap"
                        + " FROM (SELECT *, epoch_ns(\"time\") - lag(epoch_ns(\"time\")) OVER ("
                        + "PARTITION BY executable, arguments, host, scheduler ORDER BY \"time\") AS gap"
                        + " FROM ACTIVITY WHERE ")
                .where(asked)
                .sql(") GROUP BY executable, arguments, host, scheduler");
    }

    private static ScheduledJob job(ResultSet row, Instant asOf) throws SQLException {
        String scheduler = row.getString("scheduler");
        Instant last = Objects.requireNonNull(Search.instant(row, "last"));
        double gap = row.getDouble("gap");
        Long every = row.wasNull() ? null : Math.round(gap / 1e9);
        return new ScheduledJob(
                scheduler,
                Search.text(row, "executable"),
                Search.text(row, "arguments"),
                row.getString("host"),
                row.getLong("runs"),
                Objects.requireNonNull(Search.instant(row, "first")),
                last,
                every,
                isExpected(scheduler, last, every, asOf),
                "");
    }

    /** Of what cron started once nobody knows when it is due; what {@code at} started is done. */
    private static boolean isExpected(String scheduler, Instant last, @Nullable Long every, Instant asOf) {
        if (every == null) {
            return !scheduler.equals("at");
        }
        return !last.plusSeconds(RUNS_MISSED * every).plus(LATE).isBefore(asOf);
    }

    /** What lies in a session without having been opened in the time looked at is somebody's whom we do not know. */
    private static Search sessions(Question question, Asked asked) {
        return new Search(question)
                .sql("SELECT host, session,"
                        + " arg_max(kind, \"time\") FILTER (\"type\" = 'session.open') AS kind,"
                        + " epoch_us(arg_max(since, \"time\") FILTER (\"type\" = 'session.open')) AS since,"
                        + " epoch_ns(min(\"time\") FILTER (\"type\" = 'session.open')) AS first,"
                        + " epoch_ns(max(\"time\")) AS last"
                        + " FROM ACTIVITY WHERE ")
                .where(asked)
                .sql(" AND (session IS NOT NULL OR \"type\" = 'session.open')"
                        + " GROUP BY host, session HAVING count(*) FILTER (\"type\" = 'session.open') > 0");
    }

    private static OpenSession session(ResultSet row, Instant asOf) throws SQLException {
        long micros = row.getLong("since");
        boolean reported = !row.wasNull();
        Instant first = Objects.requireNonNull(Search.instant(row, "first"));
        Instant last = Objects.requireNonNull(Search.instant(row, "last"));
        Instant opened = reported
                ? Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L)
                : first;
        // A session is not opened after it was seen.
        Instant since = opened.isAfter(last) ? first : opened;
        String kind = row.getString("kind");
        boolean lasting = kind != null && OUTLIVE_LOGINS.contains(kind)
                || !last.isBefore(asOf.minus(LASTING))
                || !last.isBefore(since.plus(LASTING));
        return new OpenSession(
                Search.text(row, "session"),
                kind,
                row.getString("host"),
                since,
                Duration.between(since, asOf).toSeconds(),
                last,
                lasting,
                "");
    }
}
