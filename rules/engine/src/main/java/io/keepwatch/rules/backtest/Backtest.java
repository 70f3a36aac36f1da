package io.keepwatch.rules.backtest;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.proof.Subjects;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Judges a history by two rule sets side by side, on as many threads as are allowed. The history is a file sorted by
 * person and time, so that people can be judged apart; each is judged as a running platform would have, from nothing.
 */
public final class Backtest {
    /** Small enough that threads end together, large enough that finding the parts costs nothing. */
    private static final long PART_BYTES = 8L << 20;

    private final Setting setting;
    private final Progress progress;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicInteger next = new AtomicInteger();

    /**
     * What is tried on what.
     *
     * @param live the set that judges today
     * @param candidate the set that is tried
     * @param lateness how late an activity may come and still count in its place
     * @param file activities, one JSON object a line, sorted by person and time; exported ones say whose they are
     * @param source names the feed of every line; null to let lines say
     * @param subjects whose an activity is that does not say it, and what is known of people
     * @param hr what HR said, by person
     * @param outcomes what is known of how alerts ended
     * @param from alerts met before are not reported; null for all
     * @param until alerts met then or later are not reported; null for all
     * @param threads how many
     * @param alone a set in which nothing but the rule of this id judges, to know what it costs
     */
    public record Setting(
            RuleBook live,
            RuleBook candidate,
            Duration lateness,
            Path file,
            @Nullable String source,
            Subjects subjects,
            Map<String, List<HrEvent>> hr,
            Outcomes outcomes,
            @Nullable Instant from,
            @Nullable Instant until,
            int threads,
            Function<String, RuleBook> alone) {}

    /** Told how far it is. */
    public interface Progress {
        /** Called from any thread, some hundred times a second at most. */
        void judged(long activities, long bytes, long allBytes);

        /** A line that cannot be read, or an activity that stands in the wrong place. */
        void rejected(long line, String reason);
    }

    private Backtest(Setting setting, Progress progress) {
        this.setting = setting;
        this.progress = progress;
    }

    /** @throws UnsortedHistoryException naming the line where a person begins a second time */
    public static BacktestReport run(Setting setting, Progress progress) throws IOException {
        return new Backtest(setting, progress).run();
    }

    private BacktestReport run() throws IOException {
        long began = System.nanoTime();
        History history = History.cut(setting.file(), setting.source(), setting.subjects(), PART_BYTES);
        List<Worker> workers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(setting.threads())) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < setting.threads(); i++) {
                Worker worker = new Worker(setting, history, seen, progress);
                workers.add(worker);
                running.add(threads.submit(() -> {
                    worker.judge(next);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                await(one, threads);
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        return report(workers, seconds);
    }

    private static void await(Future<?> running, ExecutorService threads) throws IOException {
        try {
            running.get();
        } catch (ExecutionException e) {
            threads.shutdownNow();
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private BacktestReport report(List<Worker> workers, double seconds) {
        SortedMap<String, RuleTally> rules = new TreeMap<>();
        setting.live().rules().forEach(rule -> rules.put(rule.id(), new RuleTally()));
        setting.candidate().rules().forEach(rule -> rules.put(rule.id(), new RuleTally()));
        BandTally liveBands = new BandTally(setting.live().model(), setting.from(), setting.until());
        BandTally candidateBands = new BandTally(setting.candidate().model(), setting.from(), setting.until());
        Instant newest = Instant.EPOCH;
        Map<String, Long> failures = new TreeMap<>();
        List<Activity> sample = new ArrayList<>();
        long activities = 0;
        long rejected = 0;
        long outOfOrder = 0;
        long live = 0;
        long candidate = 0;
        for (Worker worker : workers) {
            worker.tallies()
                    .forEach((rule, tally) ->
                            rules.computeIfAbsent(rule, _ -> new RuleTally()).add(tally));
            worker.live().failures().forEach((what, times) -> failures.merge(what, times, Long::sum));
            worker.candidate().failures().forEach((what, times) -> failures.merge(what, times, Long::sum));
            liveBands.add(worker.liveBands());
            candidateBands.add(worker.candidateBands());
            newest = worker.newest().isAfter(newest) ? worker.newest() : newest;
            sample.addAll(worker.sample());
            activities += worker.activities();
            rejected += worker.rejected();
            outOfOrder += worker.outOfOrder();
            live += worker.live().nanos();
            candidate += worker.candidate().nanos();
        }
        Map<String, Double> ruleNanos = new TreeMap<>();
        rules.keySet()
                .forEach(rule ->
                        ruleNanos.put(rule, RuleCost.nanos(setting.alone().apply(rule), setting.lateness(), sample)));
        return new BacktestReport(
                setting.live().digest(),
                setting.candidate().digest(),
                setting.from(),
                setting.until(),
                activities,
                seen.size(),
                rejected,
                outOfOrder,
                seconds,
                setting.threads(),
                (double) live / Math.max(1, activities),
                (double) candidate / Math.max(1, activities),
                rules,
                ruleNanos,
                BandReport.of(
                        liveBands, candidateBands, setting.until() == null ? newest : setting.until(), seen.size()),
                failures);
    }
}
