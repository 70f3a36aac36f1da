package io.keepwatch.cases.intake;

import io.keepwatch.cases.EventLoop;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Does database work until it is done. Whatever may pass – the database away, a deadlock, a race for a row – is waited
 * out; only what PostgreSQL refuses because of the data itself fails.
 */
final class Persistence {
    private static final Logger LOG = Logger.getLogger(Persistence.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    /** SQLSTATE: unique violation. It is a race between two writers, and over at the second try. */
    private static final String UNIQUE_VIOLATION = "23505";

    private Persistence() {}

    /** PostgreSQL refuses the data; trying again would not help. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String sqlState, Throwable cause) {
            super("the store refuses it (SQLSTATE " + sqlState + ")", cause);
        }
    }

    /** Must be called on a Vert.x context and stays on it. Fails with {@link RefusedException} only. */
    static Uni<Void> until(String what, Supplier<Uni<Void>> work) {
        EventLoop here = EventLoop.current();
        return attempt(what, work, here, FIRST_PAUSE);
    }

    private static Uni<Void> attempt(String what, Supplier<Uni<Void>> work, EventLoop here, Duration pause) {
        return Uni.createFrom().deferred(work::get).onFailure().recoverWithUni(failure -> {
            Optional<String> refusal = refusal(failure);
            if (refusal.isPresent()) {
                return Uni.createFrom().failure(new RefusedException(refusal.get(), failure));
            }
            LOG.debug(what, failure);
            LOG.warnf(
                    "%s: trying again in %d ms (%s)",
                    what, pause.toMillis(), failure.getClass().getSimpleName());
            Duration next = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            return here.pause(pause).chain(() -> attempt(what, work, here, next));
        });
    }

    /** The SQLSTATE, if the failure lies in the data: data exceptions, constraints, limits of size. */
    private static Optional<String> refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException pg && pg.getSqlState() != null) {
                String state = pg.getSqlState();
                boolean data = state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
                return data && !state.equals(UNIQUE_VIOLATION) ? Optional.of(state) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
