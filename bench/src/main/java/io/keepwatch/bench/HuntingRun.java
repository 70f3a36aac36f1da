package io.keepwatch.bench;

import io.keepwatch.contracts.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Questions over many stored activities, asked through the door as an analyst asks them, beside SQL written by hand for the
 * same files and beside PostgreSQL. Every answer is compared with the peers' before its time counts.
 */
final class HuntingRun {
    private static final String GROUP = "hunting";
    private static final Duration STORED_WITHIN = Duration.ofMinutes(30);
    private static final Duration MERGED_WITHIN = Duration.ofMinutes(40);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(20);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final int VALUES = 100;
    private static final int MOST_ROWS = 1_000;
    private static final String PREFIX = "10.7.";
    private static final Pattern ACTIVITY_ID = Pattern.compile("\\{\"id\":\"");
    private static final Pattern VALUE = Pattern.compile("\\{\"value\":\"([^\"]*)\",\"count\":(\\d+)");

    private final Doors doors;
    private final int rounds;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param rounds how often each question is put to each */
    HuntingRun(Doors doors, int rounds) {
        this.doors = doors;
        this.rounds = rounds;
    }

    /** Somebody who answers all three; the answer is the text of what matters of it, to be compared. */
    interface Answering extends AutoCloseable {
        String name();

        /** What somebody did, as subject or as the account named in it. */
        String weekOfUser(String user, Instant from, Instant to) throws Exception;

        String weekOfSubject(String subject, Instant from, Instant to) throws Exception;

        String rarest(Instant from, Instant to) throws Exception;

        String prefix(String prefix, Instant from, Instant to) throws Exception;

        @Override
        void close() throws SQLException;
    }

    private record Question(String name, Ask ask) {}

    private interface Ask {
        String of(Answering answering) throws Exception;
    }

    /** Posts the workload, waits until it is stored, and asks. */
    List<Figure> measure(Workload workload, int clients, Path directory) throws IOException, InterruptedException {
        Bench.progress("generating " + workload);
        GeneratedLoad load = GeneratedLoad.write(workload, new GeneratedLoad.Delivery.InOrder(), clients, directory);
        List<Figure> figures = new ArrayList<>(store(load));
        figures.addAll(ask(workload.end(), load.lines(), directory));
        return figures;
    }

    /**
     * Asks what is stored already.
     *
     * @param end when the last day of the month that is asked for ends
     * @param posted how many activities there should be, 0 if nobody knows
     */
    List<Figure> ask(Instant end, long posted, Path directory) throws IOException, InterruptedException {
        awaitMerged();
        List<Figure> figures = new ArrayList<>();
        Instant to = end.plus(1, ChronoUnit.DAYS);
        try (HuntingPeers.DuckDb files = new HuntingPeers.DuckDb(doors.storedActivities());
                HuntingPeers.Table table = new HuntingPeers.Table(doors.database(), files, directory)) {
            figures.addAll(sizes(files, posted));
            String subject = files.somebody(to.minus(WEEK), to);
            List<Question> questions = List.of(
                    new Question("one person's week", peer -> peer.weekOfUser(subject, to.minus(WEEK), to)),
                    new Question(
                            "one person's week, by subject alone",
                            peer -> peer.weekOfSubject(subject, to.minus(WEEK), to)),
                    new Question("rarest executables of 30 days", peer -> peer.rarest(to.minus(MONTH), to)),
                    new Question(
                            "prefix of an address over all people", peer -> peer.prefix(PREFIX, to.minus(MONTH), to)));
            for (Question question : questions) {
                figures.addAll(ask(question, List.of(new Door(), files, table)));
            }
        } catch (SQLException e) {
            throw new IOException("a peer of the hunting store failed: " + e.getMessage(), e);
        }
        return figures;
    }

    private List<Figure> store(GeneratedLoad load) throws IOException, InterruptedException {
        LoadRun run = new LoadRun(doors);
        run.putIdentities(load);
        long begin = System.nanoTime();
        run.post(load);
        double posted = LoadRun.secondsSince(begin);
        try (ConsumerLag lag = new ConsumerLag(doors.bootstrapServers())) {
            if (!lag.awaitNone(GROUP, Topic.ACTIVITY, STORED_WITHIN)) {
                throw new IOException("not stored after " + STORED_WITHIN.toMinutes() + " minutes");
            }
        }
        double stored = LoadRun.secondsSince(begin);
        // The evaluator shares the cores; what it has not judged yet would be part of every answer's time.
        run.awaitQuiet();
        return List.of(
                Figure.of("hunting: activities posted per second", load.lines() / posted),
                Figure.of("hunting: activities stored per second", load.lines() / stored),
                Figure.of("hunting: seconds from the last post to everything stored", stored - posted));
    }

    /** What was posted within minutes lies in more files than what came over days, until hours and days have been merged. */
    private void awaitMerged() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + MERGED_WITHIN.toNanos();
        for (long unmerged = unmerged(); unmerged > 0; unmerged = unmerged()) {
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "%d files are not merged after %d minutes".formatted(unmerged, MERGED_WITHIN.toMinutes()));
            }
            Bench.progress("%,d files are still to be merged; waiting".formatted(unmerged));
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    /** Files that are not the only one of their hour, or not the only one of a day that is long over. */
    private long unmerged() throws IOException {
        String firstInHours = "day=" + LocalDate.now(ZoneOffset.UTC).minusDays(2);
        List<Path> files = parquet();
        long places = files.stream()
                .map(file -> doors.storedActivities().relativize(file))
                .map(file -> file.subpath(0, file.toString().compareTo(firstInHours) < 0 ? 1 : 2))
                .distinct()
                .count();
        return files.size() - places;
    }

    private List<Path> parquet() throws IOException {
        while (true) {
            try (Stream<Path> walk = Files.walk(doors.storedActivities())) {
                return walk.filter(path -> path.toString().contains("/hour=")
                                && path.toString().endsWith(".parquet"))
                        .toList();
            } catch (UncheckedIOException e) {
                // A file was merged away while they were counted: once more.
                Bench.progress("files are being merged");
            }
        }
    }

    private List<Figure> sizes(HuntingPeers.DuckDb files, long posted) throws SQLException, IOException {
        long rows = files.count();
        List<Path> parquet = parquet();
        long bytes = 0;
        for (Path file : parquet) {
            bytes += Files.size(file);
        }
        return List.of(
                new Figure(
                        "hunting: rows stored, beside those posted by this run",
                        rows,
                        posted == 0 ? null : (double) posted),
                Figure.of("hunting: files", parquet.size()),
                Figure.of("hunting: bytes an activity", (double) bytes / rows));
    }

    private List<Figure> ask(Question question, List<Answering> all) throws IOException, InterruptedException {
        double[][] millis = new double[all.size()][rounds];
        String expected = "";
        for (int round = -1; round < rounds; round++) {
            for (int i = 0; i < all.size(); i++) {
                long begin = System.nanoTime();
                String answer = answer(question, all.get(i));
                double took = LoadRun.secondsSince(begin) * 1_000;
                if (round < 0 && i == 0) {
                    expected = answer;
                } else if (!answer.equals(expected)) {
                    throw new IOException(question.name() + ": " + all.get(i).name() + " answers otherwise: "
                            + answer.lines().limit(5).toList() + " instead of "
                            + expected.lines().limit(5).toList());
                }
                // The first time warms up.
                if (round >= 0) {
                    millis[i][round] = took;
                }
            }
        }
        Bench.progress(question.name() + ": " + expected.lines().count() + " lines of answer");
        List<Figure> figures = new ArrayList<>();
        for (int i = 1; i < all.size(); i++) {
            figures.add(new Figure(
                    "hunting, " + question.name() + ", ms: beside " + all.get(i).name(),
                    median(millis[0]),
                    median(millis[i])));
        }
        return figures;
    }

    private static String answer(Question question, Answering answering) throws IOException, InterruptedException {
        try {
            return question.ask().of(answering);
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(question.name() + ": " + answering.name() + ": " + e.getMessage(), e);
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The service's own door, with everything an analyst's question costs: the token, the audit trail, JSON. */
    private final class Door implements Answering {
        @Override
        public String name() {
            return "the door";
        }

        @Override
        public String weekOfUser(String user, Instant from, Instant to) throws IOException, InterruptedException {
            return activities("user", user, from, to);
        }

        @Override
        public String weekOfSubject(String subject, Instant from, Instant to) throws IOException, InterruptedException {
            return activities("subject", subject, from, to);
        }

        private String activities(String field, String value, Instant from, Instant to)
                throws IOException, InterruptedException {
            String page = get(
                    "/v1/hunt?q=" + encoded(field + " == \"" + value + '"') + times(from, to) + "&limit=" + MOST_ROWS);
            return Long.toString(ACTIVITY_ID.matcher(page).results().count());
        }

        @Override
        public String rarest(Instant from, Instant to) throws IOException, InterruptedException {
            return values(get("/v1/hunt/stats?by=executable&order=rare&limit=" + VALUES + times(from, to)));
        }

        @Override
        public String prefix(String prefix, Instant from, Instant to) throws IOException, InterruptedException {
            return values(get("/v1/hunt/stats?by=remoteIp&order=frequent&limit=" + VALUES + "&q="
                    + encoded("remoteIp starts_with \"" + prefix + '"') + times(from, to)));
        }

        private String values(String answer) {
            StringBuilder lines = new StringBuilder();
            Matcher matcher = VALUE.matcher(answer);
            while (matcher.find()) {
                lines.append(matcher.group(1))
                        .append(' ')
                        .append(matcher.group(2))
                        .append('\n');
            }
            return lines.toString();
        }

        private String get(String path) throws IOException, InterruptedException {
            URI uri = doors.hunting().resolve(path);
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(uri)
                            .header("Authorization", "Bearer " + doors.token("analyst"))
                            .GET()
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(uri + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        }

        private static String times(Instant from, Instant to) {
            return "&from=" + from + "&to=" + to;
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            http.close();
        }
    }
}
