package io.keepwatch.bench;

import io.keepwatch.contracts.Topic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Posts a generated load to a running platform through its public doors, waits until it is judged, and compares what
 * stands in the topic and in the case API with what the engine's command line says of the same file.
 */
final class LoadRun {
    /** The feed that generated activities are posted as. */
    static final String SOURCE = "generator";

    /** Rules that late input may judge otherwise, by their nature (R15): baselines, and an exemption. */
    static final Set<String> RULES_THAT_ORDER_CHANGES = Set.of(
            "cloud-upload-spike",
            "data-outside-role",
            "excessive-tools",
            "large-print-volume",
            "outside-normal-hours",
            "privilege-request-trend",
            "unfamiliar-printer",
            "vpn-from-new-country",
            "security-agent-stopped");

    /** The evaluator's application id is its consumer group. */
    static final String EVALUATOR_GROUP = "keepwatch-rule-evaluator";

    static final String CASES_GROUP = "case-management";

    private static final Duration QUIET_WITHIN = Duration.ofMinutes(20);

    private final Doors doors;
    private final int activitiesPerSecond;

    /** As fast as the doors answer. */
    LoadRun(Doors doors) {
        this(doors, 0);
    }

    /** @param activitiesPerSecond of all clients together; 0: as fast as the doors answer */
    LoadRun(Doors doors, int activitiesPerSecond) {
        this.doors = doors;
        this.activitiesPerSecond = activitiesPerSecond;
    }

    /**
     * What a run came to.
     *
     * @param posted lines accepted and requests repeated
     * @param topic what then stood in the activity topic
     * @param alerts comparison with the command line
     * @param postingSeconds machine time from the first post to the last answer
     * @param judgedSeconds machine time from the first post until everything was judged and stored
     */
    record Result(
            ActivityPoster.Posted posted,
            AcceptedActivities topic,
            AlertComparison alerts,
            double postingSeconds,
            double judgedSeconds) {}

    /** Posts the identities, which everything else needs to find its people. */
    void putIdentities(GeneratedLoad load) throws IOException, InterruptedException {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(doors.ingestion().resolve("/v1/identities"))
                            .header("Content-Type", "application/x-ndjson")
                            .header("Authorization", "Bearer " + doors.token("identity-writer"))
                            .PUT(HttpRequest.BodyPublishers.ofFile(load.identities()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2 || !answer.body().contains("\"rejected\":[]")) {
                throw new IOException("identities: " + answer.statusCode() + " " + answer.body());
            }
        }
    }

    /** Posts every client's file at once, each client in its own order. */
    ActivityPoster.Posted post(GeneratedLoad load) throws IOException, InterruptedException {
        URI door = doors.ingestion().resolve("/v1/activity?source=" + SOURCE);
        ActivityPoster.Posted total = new ActivityPoster.Posted(0, 0);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ActivityPoster.Posted>> running = new ArrayList<>();
            for (Path file : load.clients()) {
                ActivityPoster client = new ActivityPoster(
                        door,
                        () -> doors.token("event-writer"),
                        activitiesPerSecond / load.clients().size());
                running.add(clients.submit(() -> client.post(file)));
            }
            for (Future<ActivityPoster.Posted> client : running) {
                total = total.plus(client.get());
            }
        } catch (ExecutionException e) {
            throw new IOException("posting failed: " + e.getCause(), e.getCause());
        }
        return total;
    }

    /** Waits until everything accepted is judged and every alert is stored. */
    void awaitQuiet() throws IOException, InterruptedException {
        try (ConsumerLag lag = new ConsumerLag(doors.bootstrapServers())) {
            if (!lag.awaitNone(EVALUATOR_GROUP, Topic.ACTIVITY, QUIET_WITHIN)
                    || !lag.awaitNone(CASES_GROUP, Topic.ALERT, QUIET_WITHIN)) {
                throw new IOException("not quiet after " + QUIET_WITHIN.toMinutes() + " minutes");
            }
        }
    }

    Result run(Workload workload, GeneratedLoad load, List<FoundAlert> expected, Set<String> exceptRules)
            throws IOException, InterruptedException {
        putIdentities(load);
        long begin = System.nanoTime();
        ActivityPoster.Posted posted = post(load);
        double posting = secondsSince(begin);
        awaitQuiet();
        double judged = secondsSince(begin);
        return check(workload, expected, exceptRules, posted, posting, judged);
    }

    Result check(
            Workload workload,
            List<FoundAlert> expected,
            Set<String> exceptRules,
            ActivityPoster.Posted posted,
            double postingSeconds,
            double judgedSeconds)
            throws IOException, InterruptedException {
        AcceptedActivities topic = AcceptedActivities.count(doors.bootstrapServers(), workload.name() + "-");
        List<FoundAlert> found =
                new CaseApi(doors.caseManagement(), () -> doors.token("analyst")).alerts(workload.name() + "-");
        return new Result(
                posted, topic, AlertComparison.of(expected, found, exceptRules), postingSeconds, judgedSeconds);
    }

    static double secondsSince(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
