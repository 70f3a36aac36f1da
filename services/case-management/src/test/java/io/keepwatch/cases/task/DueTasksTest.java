package io.keepwatch.cases.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.cases.Database;
import io.keepwatch.cases.Eventually;
import io.keepwatch.cases.MovingClock;
import io.keepwatch.cases.RealPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealPlatform.class)
@DisplayName("H07 Several instances look for due tasks at once")
class DueTasksTest {
    private static final Instant START = Instant.parse("2036-01-01T00:00:00Z");
    private static final int TASKS = 1_000;
    private static final int INSTANCES = 4;

    @Inject
    TaskStore store;

    @Inject
    Announcements announcements;

    @Inject
    MovingClock clock;

    @Inject
    Vertx vertx;

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    @DisplayName("after days in which nobody looked, everything is told once and in order, whoever tells it")
    void shouldTellOnceAmongSeveral() {
        clock.moveTo(START.minus(Duration.ofDays(1)));
        Database.execute(
                """
                insert into task (id, kind, step, subject, cause, receipt, owner, state, created_at, starts_at, target,
                                  deadline, escalate_at, next_at, version)
                select gen_random_uuid(), 'offboarding', 'disable-accounts', 'due-' || n, 'due-' || n, 'due-' || n, 'it',
                       'scheduled', now(), cast(? as timestamptz) + n * interval '1 second',
                       cast(? as timestamptz) + interval '1 hour', cast(? as timestamptz) + interval '1 hour',
                       cast(? as timestamptz) + interval '2 hours',
                       cast(? as timestamptz) + n * interval '1 second', 1
                from generate_series(1, ?) n""", START.toString(), START.toString(), START.toString(), START.toString(), START.toString(), TASKS);

        clock.moveTo(START.plus(Duration.ofDays(9)));
        List<CompletableFuture<Void>> looks = IntStream.range(0, INSTANCES)
                .mapToObj(_ -> look(new DueTasks(store, announcements, clock)))
                .toList();
        CompletableFuture.allOf(looks.toArray(CompletableFuture[]::new)).join();

        // The service's own look may hold rows that ours have left to it.
        Eventually.holds(() -> assertThat(
                        Database.query("select count(*) from task where subject like 'due-%' and next_at is not null"))
                .containsExactly("0"));
        assertThat(Database.query("""
                select string_agg(convert_from(payload, 'UTF8')::json ->> 'event', ' ' order by case_version)
                from outbox where subject like 'due-%' and type = 'task-event' group by case_id""")).hasSize(TASKS).containsOnly("opened overdue escalated");
        assertThat(Database.query("select count(*) from timeline_entry where subject like 'due-%'"))
                .containsExactly(Integer.toString(3 * TASKS));
    }

    private CompletableFuture<Void> look(DueTasks instance) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Context context = Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()));
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(
                _ -> instance.look().subscribe().with(_ -> done.complete(null), done::completeExceptionally));
        return done;
    }
}
