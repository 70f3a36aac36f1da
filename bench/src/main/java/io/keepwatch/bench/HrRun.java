package io.keepwatch.bench;

import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.Topic;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The HR loop under load: many people monitored, events whose confirmation is waited for, and many periods that end in the
 * same minute while activities come in.
 */
final class HrRun {
    /** What the policy gives a resignation; the platform of the run has its default. */
    private static final Duration PERIOD = Duration.ofDays(14);

    private static final int AT_ONCE = 32;
    /** Slower than this is not waited for. */
    private static final int FEWEST_PER_SECOND = 20;

    private static final Duration AT_LEAST = Duration.ofMinutes(2);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Doors doors;
    private final String name;
    private final int eventsPerSecond;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * @param name prefix of every subject and delivery, so that runs can share a platform
     * @param eventsPerSecond how fast the events come whose confirmation is waited for; 0: as fast as the door answers
     */
    HrRun(Doors doors, String name, int eventsPerSecond) {
        this.doors = doors;
        this.name = name;
        this.eventsPerSecond = eventsPerSecond;
    }

    /**
     * @param people how many are monitored while it is measured
     * @param events how many events are confirmed one by one, and how many periods end in the same minute
     */
    List<Figure> measure(int people, int events, Workload flow, int clients, int rate, Path directory)
            throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        try (HeardOfPeriods heard = new HeardOfPeriods(doors.bootstrapServers(), name)) {
            Bench.progress("telling of %,d people who stay monitored".formatted(people));
            long begin = System.nanoTime();
            tell("watched", people, Instant.now().minus(1, ChronoUnit.DAYS), 0);
            figures.add(Figure.of("hr: events taken per second", people / LoadRun.secondsSince(begin)));
            await("confirmed", heard::confirmed, people, Instant.now().plus(patience(people)));
            figures.add(Figure.of("hr: events confirmed per second", people / LoadRun.secondsSince(begin)));
            figures.add(Figure.of("hr: people monitored", heard.active().size()));

            Bench.progress("telling of %,d more, each confirmation waited for".formatted(events));
            Instant end = Instant.now().plus(patience(events)).truncatedTo(ChronoUnit.MINUTES);
            Map<String, Long> answered = tell("ending", events, end.minus(PERIOD), eventsPerSecond);
            await("confirmed", heard::confirmed, people + events, Instant.now().plus(patience(events)));
            figures.addAll(confirmations(answered, heard.confirmed()));
            figures.addAll(expire(heard, end, events, flow, clients, rate, directory));
        }
        return figures;
    }

    private Duration patience(int count) {
        int slowest = eventsPerSecond == 0 ? FEWEST_PER_SECOND : Math.min(FEWEST_PER_SECOND, eventsPerSecond);
        return AT_LEAST.plusSeconds(count / slowest);
    }

    private interface Heard {
        Map<String, Long> now() throws IOException;
    }

    private static void await(String what, Heard heard, int count, Instant deadline)
            throws IOException, InterruptedException {
        while (heard.now().size() < count) {
            if (Instant.now().isAfter(deadline)) {
                throw new IOException(
                        "only %,d of %,d %s in time".formatted(heard.now().size(), count, what));
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    /** Tells of so many people and returns when each telling was answered, in milliseconds since 1970, by subject. */
    private Map<String, Long> tell(String group, int count, Instant occurred, int perSecond)
            throws IOException, InterruptedException {
        Map<String, Long> answered = new ConcurrentHashMap<>();
        Semaphore free = new Semaphore(AT_ONCE);
        List<Future<?>> running = new ArrayList<>();
        long begin = System.nanoTime();
        try (ExecutorService tellers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int person = 0; person < count; person++) {
                String subject = "%s-%s-%06d".formatted(name, group, person);
                if (perSecond > 0) {
                    TimeUnit.NANOSECONDS.sleep(
                            begin + person * TimeUnit.SECONDS.toNanos(1) / perSecond - System.nanoTime());
                }
                free.acquire();
                running.add(tellers.submit(() -> {
                    try {
                        tellOne(subject, occurred);
                        answered.put(subject, System.currentTimeMillis());
                        return null;
                    } finally {
                        free.release();
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("an HR event was not taken: " + e.getCause(), e);
        }
        return answered;
    }

    private void tellOne(String subject, Instant occurred) throws IOException, InterruptedException {
        String body = "{\"event\":\"%s\",\"subject\":\"%s\",\"occurred\":\"%s\"}"
                .formatted(HrEvent.RESIGNATION, subject, occurred);
        String id = subject;
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(doors.notification().resolve("/v1/hr/events"))
                        .header("Authorization", "Bearer " + doors.token("hr-notifier"))
                        .header("Content-Type", "application/json")
                        .header("webhook-id", id)
                        .header("webhook-timestamp", timestamp)
                        .header("webhook-signature", doors.hrSignature(id, timestamp, body))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
    }

    private static List<Figure> confirmations(Map<String, Long> answered, Map<String, Long> confirmed) {
        double[] seconds = answered.entrySet().stream()
                .mapToDouble(one ->
                        Math.max(0, confirmed.getOrDefault(one.getKey(), Long.MAX_VALUE) - one.getValue()) / 1e3)
                .sorted()
                .toArray();
        return List.of(
                Figure.of("hr: seconds from the answer to the confirmation, median", percentile(seconds, 0.5)),
                Figure.of("hr: seconds from the answer to the confirmation, p99", percentile(seconds, 0.99)),
                Figure.of("hr: seconds from the answer to the confirmation, worst", percentile(seconds, 1)));
    }

    /**
     * Posts activities all the while, before and after the periods end, and looks how far behind the evaluator is and how
     * long one of them takes until others hear of its alert.
     */
    private List<Figure> expire(
            HeardOfPeriods heard, Instant end, int periods, Workload flow, int clients, int rate, Path directory)
            throws IOException, InterruptedException {
        GeneratedLoad load = GeneratedLoad.write(flow, new GeneratedLoad.Delivery.InOrder(), clients, directory);
        LoadRun run = new LoadRun(doors, rate);
        run.putIdentities(load);
        List<long[]> looks = new ArrayList<>();
        AlertProbe probe = new AlertProbe(doors, name);
        // Half of the flow before the periods end, half of it while they do and after.
        Instant begin = end.minusSeconds(load.lines() / rate / 2);
        TimeUnit.MILLISECONDS.sleep(
                Math.max(0, Duration.between(Instant.now(), begin).toMillis()));
        Bench.progress("posting %,d activities at %,d a second".formatted(load.lines(), rate));
        try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor();
                ConsumerLag lag = new ConsumerLag(doors.bootstrapServers())) {
            Future<?> posting = beside.submit(() -> run.post(load));
            while (!posting.isDone() || heard.expired().size() < periods) {
                probe.post();
                looks.add(new long[] {System.currentTimeMillis(), lag.of(LoadRun.EVALUATOR_GROUP, Topic.ACTIVITY)});
                if (Instant.now().isAfter(end.plus(patience(periods)).plusSeconds(load.lines() / rate))) {
                    throw new IOException("only %,d of %,d periods expired"
                            .formatted(heard.expired().size(), periods));
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
            posting.get();
        } catch (ExecutionException e) {
            throw new IOException("posting failed: " + e.getCause(), e.getCause());
        }
        await(
                "probes alerted",
                heard::alerted,
                probe.posted().size(),
                Instant.now().plus(AT_LEAST));
        long due = end.toEpochMilli();
        long over = heard.expired().values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(due);
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.of(
                        "hr: periods that ended in the same minute",
                        heard.expired().size()),
                Figure.of("hr: seconds until the last of them was told", (over - due) / 1e3),
                new Figure(
                        "hr: most activities waiting in that minute, beside before",
                        worst(looks, due, Math.max(over, due + MINUTE.toMillis())),
                        worst(looks, 0, due))));
        double[] before = probe.seconds(heard.alerted(), 0, due);
        double[] during = probe.seconds(heard.alerted(), due, Math.max(over, due + MINUTE.toMillis()));
        figures.add(new Figure(
                "hr: seconds from an activity to its alert in that minute, median, beside before",
                percentile(during, 0.5),
                percentile(before, 0.5)));
        figures.add(new Figure(
                "hr: seconds from an activity to its alert in that minute, worst, beside before",
                percentile(during, 1),
                percentile(before, 1)));
        return figures;
    }

    private static double worst(List<long[]> looks, long from, long to) {
        return looks.stream()
                .filter(look -> look[0] >= from && look[0] <= to)
                .mapToLong(look -> look[1])
                .max()
                .orElse(0);
    }

    private static double percentile(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
    }
}
