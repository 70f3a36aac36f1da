package io.keepwatch.hunting.review;

import io.keepwatch.hunting.asking.Cancellation;
import io.keepwatch.hunting.review.PullTransfer.Candidate;
import io.keepwatch.hunting.store.Question;
import io.keepwatch.hunting.store.QuestionStoppedException;
import io.keepwatch.hunting.store.StoreReader;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Joins inbound transfers that name no user, or none we know, to who held the address or the session at the other end then
 * (S1-26). Somebody pulls what they staged: the server sees an address and no name.
 */
public final class PullTransfers {
    /** How long after a login its address is taken to be that person's. */
    public static final Duration LOGIN_HOLDS = Duration.ofHours(12);
    /** How long after a session was last reported what happens in it is taken to be that person's. */
    public static final Duration SESSION_HOLDS = Duration.ofDays(30);

    private static final String TRANSFER =
            "type = network.connect && direction = in && (unresolved = true || !(account starts_with \"\"))";
    private static final String LOGIN =
            "type = auth.login && outcome = success && channel in [vpn, interactive] && ip starts_with \"\"";
    private static final String OPENED = "type = session.open && host starts_with \"\" && session starts_with \"\"";

    /** Which of two that happen at one instant comes first: what is held at an instant is held by a transfer of then. */
    private static final int FIRST = 0;

    private static final int SECOND = 1;

    private static final String COLUMNS = "\"time\", source, id, subject, \"user\", host, session, ip, channel,"
            + " executable, remoteIp, remotePort, bytes";

    private final StoreReader reader;
    private final ReviewLimits limits;

    public PullTransfers(StoreReader reader, ReviewLimits limits) {
        this.reader = reader;
        this.limits = limits;
    }

    /**
     * What was found; transfers that nobody comes into question for are not in it.
     *
     * @param transfers those with the most bytes first
     * @param bytes of all of them, also those not shown
     */
    public record Found(Rows<PullTransfer> transfers, long bytes) {}

    /**
     * The pull transfers of a stretch of time.
     *
     * @param name only those that this subject or account comes into question for; null for everybody
     * @throws QuestionStoppedException if it was cancelled, or took longer than the limit
     */
    public Found find(Window window, @Nullable String name, Cancellation cancellation)
            throws SQLException, IOException, QuestionStoppedException {
        return reader.ask(window.from().minus(SESSION_HOLDS), window.until(), limits.time(), question -> {
            cancellation.covers(question);
            return find(question, window, name, limits.rows());
        });
    }

    static Found find(Question question, Window window, @Nullable String name, int rows) throws SQLException {
        Asked transfers = Asked.about(window).that(TRANSFER);
        First<Read> found = new First<>(
                rows,
                Comparator.comparingLong(Read::bytes)
                        .reversed()
                        .thenComparing(Read::time)
                        .thenComparing(Read::source)
                        .thenComparing(Read::id));
        long[] bytes = new long[1];
        Holders holders = new Holders();
        byTime(question, window, name, transfers).each(row -> {
            switch (row.getString("type")) {
                case "auth.login" -> login(row, holders);
                case "session.open" -> holders.sessionOpen(row.getString("host"), text(row, "session"), claim(row));
                default -> {
                    Read transfer = transfer(row, holders);
                    if (transfer.behind().includes(name)) {
                        found.add(transfer);
                        bytes[0] = Sums.add(bytes[0], transfer.bytes());
                    }
                }
            }
        });
        return new Found(found.rows(transfers, Read::explained), bytes[0]);
    }

    /** Transfers, and what may explain them, in order of time. */
    private static Search byTime(Question question, Window window, @Nullable String name, Asked transfers) {
        Asked logins = Asked.about(new Window(window.from().minus(LOGIN_HOLDS), window.until()))
                .that(LOGIN);
        Asked opened = Asked.about(new Window(window.from().minus(SESSION_HOLDS), window.until()))
                .that(OPENED);
        Search search = new Search(question)
                .sql("WITH transfer AS (SELECT \"type\", epoch_ns(\"time\") AS \"from\", " + SECOND + " AS step, "
                        + COLUMNS + " FROM ACTIVITY WHERE ")
                .where(transfers);
        if (name != null) {
            search.sql(" AND (remoteIp IN (SELECT ip FROM ACTIVITY WHERE ")
                    .where(logins.with("user", name))
                    .sql(") OR (host, session) IN (SELECT (host, session) FROM ACTIVITY WHERE ")
                    .where(opened.with("user", name))
                    .sql("))");
        }
        return search.sql(") SELECT * FROM transfer UNION ALL SELECT \"type\", epoch_ns(\"time\"), " + FIRST + ", "
                        + COLUMNS + " FROM ACTIVITY WHERE ")
                .where(logins)
                .sql(" AND ip IN (SELECT remoteIp FROM transfer) UNION ALL SELECT \"type\","
                        // A session is its opener's from when it was opened, however late that is reported.
                        + " CASE WHEN epoch_us(since) < epoch_us(\"time\")"
                        + " THEN greatest(epoch_us(since), 0) * 1000 ELSE epoch_ns(\"time\") END, " + FIRST
                        + ", " + COLUMNS + " FROM ACTIVITY WHERE ")
                .where(opened)
                .sql(" AND (host, session) IN (SELECT (host, session) FROM transfer)"
                        + " ORDER BY \"from\", step, \"time\", source, id");
    }

    private static void login(ResultSet row, Holders holders) throws SQLException {
        if (row.getString("channel").equals("vpn")) {
            holders.vpnLogin(text(row, "ip"), claim(row));
        } else {
            holders.interactiveLogin(text(row, "ip"), claim(row));
        }
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(Search.text(row, column));
    }

    private static Holders.Claim claim(ResultSet row) throws SQLException {
        return new Holders.Claim(
                row.getString("source"),
                row.getString("id"),
                Objects.requireNonNull(Search.instant(row, "from")),
                Search.time(row, "time"),
                row.getString("subject"),
                row.getString("user"));
    }

    /** A transfer as it was read; what costs something is left for those that are shown. */
    private record Read(
            String source,
            String id,
            Instant time,
            @Nullable String host,
            @Nullable String executable,
            @Nullable String remoteIp,
            long remotePort,
            @Nullable String session,
            long bytes,
            Holders.Behind behind) {
        PullTransfer explained() {
            List<Candidate> candidates = new Reasoning(remoteIp, host, session, time).candidates(behind);
            return new PullTransfer(
                    ActivityKey.of(source, id, time),
                    host,
                    executable,
                    remoteIp,
                    remotePort,
                    session,
                    bytes,
                    candidates,
                    candidates.size() > 1
                            ? candidates.size() + " people come into question, and nothing here decides between them."
                            : null);
        }
    }

    private static Read transfer(ResultSet row, Holders holders) throws SQLException {
        Instant time = Search.time(row, "time");
        String remoteIp = Search.text(row, "remoteIp");
        String host = row.getString("host");
        String session = Search.text(row, "session");
        return new Read(
                row.getString("source"),
                row.getString("id"),
                time,
                host,
                Search.text(row, "executable"),
                remoteIp,
                row.getLong("remotePort"),
                session,
                row.getLong("bytes"),
                holders.behind(remoteIp, host, session, time));
    }
}
