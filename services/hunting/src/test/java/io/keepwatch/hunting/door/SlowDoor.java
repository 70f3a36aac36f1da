package io.keepwatch.hunting.door;

import io.keepwatch.hunting.http.Desk;
import io.keepwatch.hunting.running.Activities;
import io.keepwatch.hunting.store.QuestionStoppedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A door for tests: its answer takes for ever. */
@Path("/slow")
public class SlowDoor {
    /** One permit for each answer that has begun. */
    static final Semaphore BEGUN = new Semaphore(0);
    /** Why answers were stopped. */
    static final BlockingQueue<QuestionStoppedException.Reason> STOPPED = new LinkedBlockingQueue<>();

    private final Desk desk;
    private final Activities activities;

    SlowDoor(Desk desk, Activities activities) {
        this.desk = desk;
        this.activities = activities;
    }

    @GET
    @PermitAll
    @Operation(hidden = true)
    public String answer(@QueryParam("limit") String limit, @Context RoutingContext request) {
        return desk.answer(request, cancellation -> {
            try {
                return activities.reader().ask(Instant.EPOCH, Instant.EPOCH, Duration.parse(limit), question -> {
                    cancellation.covers(question);
                    try (PreparedStatement statement = question.prepare(
                            "SELECT sum(a.range + b.range + c.range) FROM range(100000) a, range(100000) b, range(100000) c")) {
                        BEGUN.release();
                        statement.executeQuery();
                        return "done";
                    }
                });
            } catch (QuestionStoppedException e) {
                STOPPED.add(e.reason());
                throw e;
            }
        });
    }
}
