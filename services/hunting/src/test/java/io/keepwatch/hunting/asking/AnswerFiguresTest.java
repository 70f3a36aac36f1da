package io.keepwatch.hunting.asking;

import static io.keepwatch.hunting.asking.Answers.asked;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.NetworkConnect;
import io.keepwatch.contracts.ProcessStart;
import io.keepwatch.hunting.asking.Statistics.Order;
import io.keepwatch.hunting.store.Question;
import io.keepwatch.hunting.store.StoreReader;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same answers as hand-written SQL over the same files gives, and how long either takes: one line of JSON each. How
 * many activities there are is a property, {@code keepwatch.hunting.rows}; a million take about a minute to write.
 */
class AnswerFiguresTest {
    private static final int ROWS = Integer.getInteger("keepwatch.hunting.rows", 20_000);
    private static final int ROUNDS = Integer.getInteger("keepwatch.hunting.rounds", 3);
    private static final int PEOPLE = 200;
    private static final Instant END = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant BEGIN = END.minus(Duration.ofDays(30));

    @TempDir
    Path directory;

    private interface Answering {
        Object answer() throws Exception;
    }

    private static List<Activity> hour(int hour, int count) {
        SplittableRandom random = new SplittableRandom(hour);
        List<Activity> activities = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int person = random.nextInt(PEOPLE);
            Instant time = BEGIN.plus(Duration.ofHours(hour)).plusNanos(random.nextLong(3_600_000_000_000L));
            // Some programs are everywhere, some hardly anywhere.
            String executable = "/usr/bin/tool-" + (int) (2_000 * Math.pow(random.nextDouble(), 6));
            var header = Leaving.header(
                    "a-" + hour + "-" + i, time, "account-" + person, "person-" + person, "host-" + person % 50);
            activities.add(
                    i % 3 == 0
                            ? new NetworkConnect(
                                    header,
                                    "out",
                                    "172.16." + random.nextInt(32) + "." + random.nextInt(250),
                                    443,
                                    executable,
                                    random.nextInt(100_000),
                                    null)
                            : new ProcessStart(header, executable, executable + " -v " + i % 7, "none", null, null));
        }
        return activities;
    }

    @Test
    @DisplayName("Answers agree with hand-written SQL on the same files; how long both take is printed")
    void shouldAgreeWithHandWrittenSql() throws Exception {
        try (Answers answers = new Answers(directory)) {
            int hours = (int) Duration.between(BEGIN, END).toHours();
            for (int hour = 0; hour < hours; hour++) {
                answers.add(hour(hour, ROWS / hours));
            }
            Instant week = END.minus(Duration.ofDays(7));
            String within = " WHERE \"time\" >= TIMESTAMP '2026-02-22' AND \"time\" < TIMESTAMP '2026-03-01'";
            String newest = " ORDER BY \"time\" DESC, source DESC, id DESC LIMIT 100";
            Asked person = asked("subject = person-7", week, END);
            compare(
                    "one person's week, newest hundred, by key",
                    () -> Answers.ids(answers.page(person, 100, null).activities()),
                    () -> texts(answers.reader, week, within + " AND subject = 'person-7'" + newest));
            Asked user = asked("user = account-7", week, END);
            compare(
                    "one person's week, newest hundred, by account or key",
                    () -> Answers.ids(answers.page(user, 100, null).activities()),
                    () -> texts(
                            answers.reader,
                            week,
                            within + " AND (\"user\" = 'account-7' OR subject = 'account-7')" + newest));
            compare(
                    "one person's whole week, in pages of a thousand",
                    () -> Answers.ids(answers.all(person, 1_000)),
                    () -> texts(
                            answers.reader,
                            week,
                            within + " AND subject = 'person-7' ORDER BY \"time\" DESC, source DESC, id DESC"));
            compare(
                    "newest thousand of an address prefix over all people",
                    () -> Answers.ids(answers.page(asked("ip starts_with \"172.16.7.\"", BEGIN, END), 1_000, null)
                            .activities()),
                    () -> texts(
                            answers.reader,
                            BEGIN,
                            " WHERE (starts_with(\"remoteIp\", '172.16.7.') OR starts_with(ip, '172.16.7.'))"
                                    + " ORDER BY \"time\" DESC, source DESC, id DESC LIMIT 1000"));
            compare(
                    "rarest executables of 30 days",
                    () -> answers.statistics(asked("", BEGIN, END), "executable", Order.RARE).items().stream()
                            .map(item -> item.value() + " " + item.count() + " " + item.users() + " " + item.hosts())
                            .toList(),
                    () -> rarest(answers.reader));
        }
    }

    private static List<String> texts(StoreReader reader, Instant from, String rest) throws Exception {
        return reader.ask(from, END, Answers.PATIENT.question(), running -> {
            List<String> ids = new ArrayList<>();
            try (ResultSet rows = rows(running, "SELECT * FROM " + running.table() + rest)) {
                while (rows.next()) {
                    ids.add(rows.getString("id"));
                }
            }
            return ids;
        });
    }

    private static List<String> rarest(StoreReader reader) throws Exception {
        return reader.ask(BEGIN, END, Answers.PATIENT.question(), running -> {
            List<String> lines = new ArrayList<>();
            try (ResultSet rows = rows(
                    running,
                    "SELECT executable, count(*) AS n, count(DISTINCT subject), count(DISTINCT host), min(\"time\"),"
                            + " max(\"time\") FROM " + running.table()
                            + " WHERE executable IS NOT NULL GROUP BY executable ORDER BY n, executable LIMIT 100")) {
                while (rows.next()) {
                    lines.add(
                            rows.getString(1) + " " + rows.getLong(2) + " " + rows.getLong(3) + " " + rows.getLong(4));
                }
            }
            return lines;
        });
    }

    private static ResultSet rows(Question running, String sql) throws SQLException {
        return running.prepare(sql).executeQuery();
    }

    private static void compare(String figure, Answering ours, Answering byHand) throws Exception {
        assertThat(ours.answer()).as(figure).isEqualTo(byHand.answer());
        List<Long> mine = new ArrayList<>();
        List<Long> theirs = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            mine.add(nanos(ours));
            theirs.add(nanos(byHand));
        }
        double value = median(mine) / 1e6;
        double peer = median(theirs) / 1e6;
        System.out.printf(
                Locale.ROOT,
                "{\"figure\":\"%s, %,d activities, ms\",\"value\":%.1f,\"peer\":%.1f,\"ratio\":%.2f}%n",
                figure,
                ROWS,
                value,
                peer,
                peer / value);
    }

    private static long nanos(Answering answering) throws Exception {
        long begin = System.nanoTime();
        answering.answer();
        return System.nanoTime() - begin;
    }

    private static double median(List<Long> nanos) {
        return nanos.stream().sorted().toList().get(nanos.size() / 2);
    }
}
