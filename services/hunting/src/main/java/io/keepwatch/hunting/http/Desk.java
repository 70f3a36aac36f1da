package io.keepwatch.hunting.http;

import io.keepwatch.hunting.HuntingConfig;
import io.keepwatch.hunting.asking.AnswerTooLargeException;
import io.keepwatch.hunting.asking.Cancellation;
import io.keepwatch.hunting.asking.ParameterException;
import io.keepwatch.hunting.audit.AuditAwayException;
import io.keepwatch.hunting.question.QuestionException;
import io.keepwatch.hunting.running.NotOpenException;
import io.keepwatch.hunting.store.QuestionStoppedException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in as many questions as may be answered at once, ends those that nobody waits for any more, and says as a problem
 * why there is no answer. Thread-safe.
 *
 * <p>Answers are worked out on worker threads rather than virtual ones: the database's native calls would hold on to the
 * few threads that carry all virtual ones.
 */
@Singleton
public final class Desk {
    /** How many damaged files of the hours asked for an answer is without; not there if it is whole. */
    public static final String DAMAGED = "Keepwatch-Damaged";

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    private final Semaphore places;

    Desk(HuntingConfig config) {
        places = new Semaphore(config.questionsAtOnce());
    }

    /** What is worked out for a request. */
    @FunctionalInterface
    public interface Answer<T> {
        T give(Cancellation cancellation)
                throws QuestionException, ParameterException, QuestionStoppedException, AnswerTooLargeException,
                        AuditAwayException, IOException, SQLException;
    }

    /** A request that is being answered; to be closed. */
    public final class Visit implements AutoCloseable {
        private final Cancellation cancellation = new Cancellation();
        private final AtomicBoolean over = new AtomicBoolean();
        private final HttpServerResponse response;

        private Visit(HttpServerResponse response) {
            this.response = response;
        }

        /** Ends the answer when the client goes away. */
        public Cancellation cancellation() {
            return cancellation;
        }

        @Override
        public void close() {
            if (over.compareAndSet(false, true)) {
                places.release();
            }
        }

        private void tell() {
            int missing = cancellation.missing();
            if (missing > 0) {
                response.putHeader(DAMAGED, Integer.toString(missing));
            }
        }

        private void leave() {
            if (!over.get()) {
                cancellation.cancel();
            }
        }
    }

    /** @throws HttpProblem 429 if as many as may be are being answered */
    public Visit admit(RoutingContext request) {
        if (!places.tryAcquire()) {
            throw Problems.busy();
        }
        Visit visit = new Visit(request.response());
        request.addEndHandler(end -> {
            if (end.failed()) {
                visit.leave();
            }
        });
        return visit;
    }

    /** @throws HttpProblem why there is no answer */
    public <T> T answer(RoutingContext request, Answer<T> answer) {
        try (Visit visit = admit(request)) {
            return answer(visit, answer);
        }
    }

    /** As {@link #answer(RoutingContext, Answer)}, for whoever closes the visit themselves. */
    public <T> T answer(Visit visit, Answer<T> answer) {
        try {
            T given = answer.give(visit.cancellation());
            visit.tell();
            return given;
        } catch (QuestionException e) {
            // What was typed is read before: only the field to tell apart by is left.
            throw Problems.invalidQuestion("by", e);
        } catch (ParameterException e) {
            throw Problems.invalidQuery(List.of(new Problems.Violation(e.parameter(), "query", e.reason())));
        } catch (QuestionStoppedException e) {
            // Whoever cancelled it does not read this.
            throw Problems.timeLimit();
        } catch (AnswerTooLargeException _) {
            throw Problems.tooLarge();
        } catch (NotOpenException _) {
            throw Problems.unavailable();
        } catch (AuditAwayException e) {
            LOG.error("a look was refused: {}: {}", e.getMessage(), String.valueOf(e.getCause()));
            throw Problems.auditUnavailable();
        } catch (IOException e) {
            throw failed(e);
        } catch (SQLException e) {
            throw AnswerTooLargeException.explains(e) ? Problems.tooLarge() : failed(e);
        }
    }

    /** Messages of the database may quote values of activities, and are not logged for it. */
    private static HttpProblem failed(Exception e) {
        LOG.error(
                "a question was not answered: {}, by {}",
                e instanceof SQLException ? "the hunting store could not be asked" : e.getMessage(),
                e.getCause() == null ? e.getClass() : e.getCause().getClass());
        return Problems.unavailable();
    }
}
