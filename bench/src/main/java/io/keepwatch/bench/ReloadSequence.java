package io.keepwatch.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Changes a rule in the watched directory again and again while a load is being judged, waits each time until the changed
 * set judges, and watches classes and heap of the evaluator. What changes is a comment, so that the alerts stay those of
 * the command line; for the evaluator it is another rule, to be compiled, tried and swapped in.
 */
final class ReloadSequence implements Meanwhile {
    private static final String CHANGED = "catalogue/siem/bulk-download/rule.drl";
    private static final Duration JUDGES_WITHIN = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    /** Reloads after which everything that is loaded once has been loaded. */
    private static final int WARM = 10;

    private static final Pattern DIGEST = Pattern.compile("\"digest\":\"([0-9a-f]{64})\"");
    private static final Pattern OK = Pattern.compile("\"lastLoad\":\\{[^{}]*\"ok\":(true|false)");
    private static final Pattern CLASSES = Pattern.compile("(?m)^jvm_classes_loaded_classes(?:\\{[^}]*})? (\\S+)$");
    private static final Pattern HEAP =
            Pattern.compile("(?m)^jvm_memory_used_bytes\\{[^}]*area=\"heap\"[^}]*} (\\S+)$");

    private final Doors doors;
    private final Path rules;
    private final Path rule;
    private final String original;
    private final int reloads;
    private final int atLeast;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final List<Double> seconds = new ArrayList<>();
    private final List<Double> classes = new ArrayList<>();
    private final List<Double> heap = new ArrayList<>();
    private int rulesInSet;
    private @Nullable Future<?> running;

    /**
     * @param rules the directory that the evaluator watches
     * @param reloads how often
     * @param atLeast how many rules the set must have; rules that hold for nobody are added until it has
     */
    ReloadSequence(Doors doors, Path rules, int reloads, int atLeast) throws IOException {
        this.doors = doors;
        this.rules = rules;
        this.rule = rules.resolve(CHANGED);
        this.original = Files.readString(rule);
        this.reloads = reloads;
        this.atLeast = atLeast;
    }

    @Override
    public void start() {
        running = thread.submit(() -> {
            play();
            return null;
        });
    }

    private void play() throws IOException, InterruptedException {
        String before = status().digest();
        int missing = atLeast - IdleRules.count(rules);
        if (missing > 0) {
            IdleRules.add(rules, missing);
            before = awaitOther(before);
        }
        rulesInSet = IdleRules.count(rules);
        for (int i = 1; i <= reloads; i++) {
            Files.writeString(rule, original + "// changed " + i + " times\n");
            long changed = System.nanoTime();
            before = awaitOther(before);
            seconds.add(LoadRun.secondsSince(changed));
            String metrics = get("/q/metrics", null);
            classes.add(sum(CLASSES, metrics));
            heap.add(sum(HEAP, metrics));
            if (i % 20 == 0) {
                Bench.progress("%d reloads, the last after %.1f s, %.0f classes"
                        .formatted(i, seconds.getLast(), classes.getLast()));
            }
        }
        restore();
        awaitOther(before);
    }

    private void restore() throws IOException {
        Files.writeString(rule, original);
        IdleRules.remove(rules);
    }

    private String awaitOther(String before) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + JUDGES_WITHIN.toNanos();
        while (true) {
            Status now = status();
            if (now.ok() && !now.digest().equals(before)) {
                return now.digest();
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("the changed rules did not judge within " + JUDGES_WITHIN);
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    @Override
    public List<Figure> finish() throws IOException, InterruptedException {
        Future<?> playing = running;
        if (playing == null) {
            throw new IllegalStateException("not started");
        }
        try {
            playing.get();
        } catch (ExecutionException e) {
            throw new IOException("the reloads were not played to their end: " + e.getCause(), e);
        }
        List<Double> sorted = seconds.stream().sorted().toList();
        int warm = Math.min(WARM, seconds.size() / 2);
        int window = Math.max(1, (seconds.size() - warm) / 5);
        return List.of(
                Figure.of("reloads: rules in a set", rulesInSet),
                Figure.of("reloads: sets that came to judge", seconds.size()),
                Figure.of("reloads: seconds from change to judging, median", sorted.get(sorted.size() / 2)),
                Figure.of("reloads: seconds from change to judging, longest", sorted.getLast()),
                Figure.of("reloads: classes loaded after " + warm, least(classes, warm, window)),
                Figure.of("reloads: classes loaded at the end", least(classes, classes.size() - window, window)),
                Figure.of("reloads: heap in MB after " + warm, least(heap, warm, window) / 1e6),
                Figure.of("reloads: heap in MB at the end", least(heap, heap.size() - window, window) / 1e6));
    }

    private static double least(List<Double> values, int from, int many) {
        return values.subList(from, Math.min(values.size(), from + many)).stream()
                .mapToDouble(Double::doubleValue)
                .min()
                .orElseThrow();
    }

    private static double sum(Pattern metric, String metrics) throws IOException {
        Matcher matcher = metric.matcher(metrics);
        double sum = 0;
        boolean found = false;
        while (matcher.find()) {
            sum += Double.parseDouble(matcher.group(1));
            found = true;
        }
        if (!found) {
            throw new IOException("the evaluator's metrics hold no " + metric);
        }
        return sum;
    }

    /** What the evaluator says of its rules. */
    private record Status(String digest, boolean ok) {}

    private Status status() throws IOException, InterruptedException {
        String status = get("/v1/rules/status", "rule-admin");
        Matcher digest = DIGEST.matcher(status);
        Matcher ok = OK.matcher(status);
        if (!digest.find() || !ok.find()) {
            throw new IOException("the evaluator's status names no rule set");
        }
        return new Status(digest.group(1), Boolean.parseBoolean(ok.group(1)));
    }

    private String get(String path, @Nullable String role) throws IOException, InterruptedException {
        URI uri = doors.ruleEvaluator().resolve(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (role != null) {
            request.header("Authorization", "Bearer " + doors.token(role));
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(uri + ": " + answer.statusCode());
        }
        return answer.body();
    }

    @Override
    public void close() throws IOException {
        thread.shutdownNow();
        http.close();
        restore();
    }
}
