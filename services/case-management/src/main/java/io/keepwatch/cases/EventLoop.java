package io.keepwatch.cases;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * The Vert.x context that work began on. Database sessions belong to it: whoever waits for something else, Kafka or a
 * pause, comes back to it before the next session is opened.
 */
public record EventLoop(Context context) implements Executor {

    /** @throws NullPointerException if the caller runs on no Vert.x context */
    public static EventLoop current() {
        return new EventLoop(Objects.requireNonNull(Vertx.currentContext(), "not on a Vert.x context"));
    }

    /** A context of its own beside the current one, for work that nobody here waits for. */
    public static EventLoop fresh() {
        Context context = Objects.requireNonNull(
                VertxContext.createNewDuplicatedContext(current().context()));
        VertxContextSafetyToggle.setContextSafe(context, true);
        return new EventLoop(context);
    }

    @Override
    public void execute(Runnable work) {
        context.runOnContext(_ -> work.run());
    }

    /** Completes on this context after the pause. */
    public Uni<Void> pause(Duration pause) {
        return Uni.createFrom()
                .emitter(emitter ->
                        context.owner().setTimer(pause.toMillis(), _ -> execute(() -> emitter.complete(null))));
    }
}
