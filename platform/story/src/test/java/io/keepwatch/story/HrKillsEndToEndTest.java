package io.keepwatch.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.platform.LocalPlatform;
import io.keepwatch.platform.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills the services of the HR loop at seeded points, a moment after a step of what HR says and people do, and around the
 * time at which periods end, and compares what is known and was told in the end with a run that nothing disturbed. More
 * seeds with {@code -Dkeepwatch.kill.seeds=20}.
 */
@DisplayName("H03, H04: kill -9 at any point of the HR loop: in the end the same is known, and the same was told, once")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HrKillsEndToEndTest {
    private static final int SEEDS = Integer.getInteger("keepwatch.kill.seeds", 1);
    private static final List<Service> KILLED =
            List.of(Service.NOTIFICATION, Service.RULE_EVALUATOR, Service.CASE_MANAGEMENT);
    private static final List<Service> KILLED_AT_THE_END = List.of(Service.NOTIFICATION, Service.RULE_EVALUATOR);
    private static final int AT_THE_END = -1;
    private static final int LONGEST_MOMENT_MILLIS = 3_000;
    private static final Duration TO_RETURN = Duration.ofMinutes(2);
    /** What a dead process had claimed is taken up by the next one when the claim has run out. */
    private static final Duration TO_SETTLE = Duration.ofMinutes(4);

    /** What has not changed for so long is taken for what comes out. */
    private static final Duration AT_REST = Duration.ofSeconds(15);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final RunningPlatform running = RunningPlatform.shared();
    private HrOutcome undisturbed = new HrOutcome(Map.of());

    static IntStream seeds() {
        return IntStream.rangeClosed(1, SEEDS);
    }

    /** @param step before which it begins to wait for its moment; {@value #AT_THE_END}: its moment is counted from the end of periods */
    private record Blow(Service service, int step, int millis) {}

    @BeforeAll
    void live() {
        HrLives lives = lives("calm");
        lives.prepare();
        lives.live(new SplittableRandom(0), _ -> {});
        undisturbed = settled(lives, new Rest());

        HrOutcome.OfOne peace = undisturbed.of(HrLives.PEACEFUL.getFirst());
        assertThat(peace.told()).containsExactly("monitoring.all-clear enhanced", "monitoring.confirmed enhanced");
        assertThat(undisturbed.of("suspect").told())
                .containsExactly("monitoring.confirmed enhanced", "monitoring.suspicion enhanced");
        assertThat(undisturbed.of("left").pages()).containsExactly("trigger");
        assertThat(undisturbed.of("left").alerts()).anyMatch(line -> line.startsWith("ex-employee-activity P1 3"));
        assertThat(undisturbed.of("left").watch()).isNotEqualTo(HrOutcome.NEVER);
        assertThat(undisturbed.of("back").watch()).isEqualTo(HrOutcome.NEVER);
    }

    /** Whether those whose periods end in peace are told of, and nothing has come since for a while. */
    private static final class Rest implements Predicate<HrOutcome> {
        private HrOutcome last = new HrOutcome(Map.of());
        private long since = System.nanoTime();

        @Override
        public boolean test(HrOutcome outcome) {
            if (!outcome.equals(last)) {
                last = outcome;
                since = System.nanoTime();
            }
            return System.nanoTime() - since >= AT_REST.toNanos()
                    && HrLives.PEACEFUL.stream()
                            .allMatch(name -> outcome.of(name).told().size() == 2);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldComeToTheSame(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        HrLives lives = lives("killed-" + seed);
        lives.prepare();
        List<Blow> blows = blows(random, lives.steps());
        List<CompletableFuture<Void>> struck = new ArrayList<>();
        lives.live(
                random,
                step -> blows.stream()
                        .filter(blow -> blow.step() == step)
                        .forEach(blow -> struck.add(strike(blow.service(), blow.millis()))));
        Instant end = lives.begin().plus(HrLives.ENDING);
        blows.stream()
                .filter(blow -> blow.step() == AT_THE_END)
                .forEach(blow -> struck.add(strike(
                        blow.service(),
                        Math.max(0, Duration.between(Instant.now(), end).toMillis() + blow.millis()))));
        struck.forEach(CompletableFuture::join);

        HrOutcome outcome = settled(lives, undisturbed::equals);
        List<String> differences = lives.names().stream()
                .filter(name -> !outcome.of(name).equals(undisturbed.of(name)))
                .map(name -> name + ": " + outcome.of(name) + " instead of " + undisturbed.of(name))
                .toList();
        assertThat(differences)
                .withFailMessage(() -> "after " + blows + ": " + differences)
                .isEmpty();
        System.out.println("{\"figure\":\"hr-loop-kills\",\"seed\":%d,\"kills\":%d,\"seconds\":%.1f}"
                .formatted(
                        seed,
                        blows.size(),
                        Duration.between(lives.begin(), Instant.now()).toMillis() / 1e3));
    }

    /** Each service once, in some order, and one of those that end periods when they end. */
    private static List<Blow> blows(SplittableRandom random, int steps) {
        List<Blow> blows = new ArrayList<>();
        for (Service service : KILLED) {
            blows.add(new Blow(service, random.nextInt(steps), random.nextInt(LONGEST_MOMENT_MILLIS)));
        }
        blows.add(new Blow(
                KILLED_AT_THE_END.get(random.nextInt(KILLED_AT_THE_END.size())),
                AT_THE_END,
                random.nextInt(LONGEST_MOMENT_MILLIS) - LONGEST_MOMENT_MILLIS / 3));
        return blows;
    }

    private CompletableFuture<Void> strike(Service service, long inMillis) {
        Executor later = CompletableFuture.delayedExecutor(inMillis, TimeUnit.MILLISECONDS);
        return CompletableFuture.runAsync(
                () -> {
                    LocalPlatform platform = running.platform();
                    awaitReady(service);
                    try {
                        platform.kill(service);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                later);
    }

    private void awaitReady(Service service) {
        try {
            running.platform().awaitReady(service, TO_RETURN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HrLives lives(String prefix) {
        return new HrLives(running, prefix + "-" + Instant.now().getEpochSecond());
    }

    /** What came out once it is what it should be; or, if it never is, what it is instead. */
    private HrOutcome settled(HrLives lives, Predicate<HrOutcome> wanted) {
        KILLED.forEach(this::awaitReady);
        long deadline = System.nanoTime() + TO_SETTLE.toNanos();
        HrOutcome outcome = HrOutcome.read(running, lives);
        while (!wanted.test(outcome) && System.nanoTime() < deadline) {
            Doors.pause(LOOK_EVERY);
            outcome = HrOutcome.read(running, lives);
        }
        lives.sayLast();
        return HrOutcome.read(running, lives);
    }
}
