package io.keepwatch.hunting.door;

import io.keepwatch.hunting.audit.AuditTrail;
import io.keepwatch.hunting.audit.Caller;
import io.keepwatch.hunting.audit.Look;
import io.keepwatch.hunting.http.Desk;
import io.keepwatch.hunting.http.QueryReader;
import io.keepwatch.hunting.review.LeftOpen;
import io.keepwatch.hunting.review.OpenSession;
import io.keepwatch.hunting.review.ScheduledJob;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /v1/hunt/left-open/{subject}}: what somebody left scheduled or open, as of any instant (S1-11). */
@Path("/v1/hunt/left-open/{subject}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "People")
class LeftOpenResource {
    private static final int ROWS = 50;
    private static final int MOST_ROWS = 500;
    private static final Set<String> PARAMETERS = Set.of("at", "limit");

    private final Answering answering;
    private final Desk desk;
    private final AuditTrail trail;
    private final SecurityIdentity identity;
    private final Clock domainClock;

    LeftOpenResource(Answering answering, Desk desk, AuditTrail trail, SecurityIdentity identity, Clock domainClock) {
        this.answering = answering;
        this.desk = desk;
        this.trail = trail;
        this.identity = identity;
        this.domainClock = domainClock;
    }

    /**
     * What was left running.
     *
     * @param limits {@code rows} if there are more jobs or sessions than are listed
     */
    @Schema(name = "LeftOpen", description = "Scheduled jobs and open sessions of a person.")
    record View(
            String subject,
            Instant at,

            @Schema(description = "Those to be expected again first.")
            List<ScheduledJob> jobs,

            @Schema(description = "How many jobs there are besides.")
            long moreJobs,

            @Schema(description = "How many of all jobs are to be expected again.")
            long lastingJobs,

            @Schema(description = "Those that must be expected to be open first, the oldest before the others.")
            List<OpenSession> sessions,

            @Schema(description = "How many sessions there are besides.")
            long moreSessions,

            @Schema(description = "How many of all sessions must be expected to be open.")
            long lastingSessions,

            @Schema(description = "What cut a list short: `rows`.")
            List<String> limits) {
        private static View of(String subject, LeftOpen.Found found) {
            return new View(
                    subject,
                    found.asOf(),
                    found.jobs().items(),
                    found.jobs().more(),
                    found.lastingJobs(),
                    found.sessions().items(),
                    found.sessions().more(),
                    found.lastingSessions(),
                    found.jobs().more() + found.sessions().more() > 0 ? List.of("rows") : List.of());
        }
    }

    @GET
    @RolesAllowed({"analyst", "soc-lead"})
    @Operation(
            operationId = "leftOpen",
            summary = "Find what somebody left running",
            description =
                    "Jobs of cron, at and systemd timers, and sessions of tmux, screen and ssh with their age, from "
                            + "what was known at that instant.")
    @Parameter(
            name = "subject",
            in = ParameterIn.PATH,
            description = "A subject or an account.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "at",
            in = ParameterIn.QUERY,
            description = "As of when; now, unless given.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Most jobs, and most sessions.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500", defaultValue = "50"))
    @APIResponse(
            responseCode = "200",
            description = "What was left running; both lists are empty if nothing was.",
            content = @Content(schema = @Schema(implementation = View.class)))
    @APIResponse(responseCode = "400", description = "A parameter cannot be understood; all violations are listed.")
    @APIResponse(responseCode = "422", description = "It takes too long, or needs too much memory.")
    @APIResponse(responseCode = "429", description = "Too many questions at once.")
    @APIResponse(responseCode = "503", description = "The store is away, or the audit trail.")
    public View find(@PathParam("subject") String subject, @Context UriInfo uri, @Context RoutingContext request) {
        QueryReader reader = new QueryReader(uri.getQueryParameters(), PARAMETERS);
        reader.person("subject", "path", subject);
        int rows = reader.number("limit", ROWS, 1, MOST_ROWS);
        Instant at = Objects.requireNonNullElseGet(reader.storedTime("at"), domainClock::instant);
        reader.verify();
        return desk.answer(request, cancellation -> {
            LeftOpen.Found found = answering.leftOpen(rows).asOf(subject, at, cancellation);
            String asked = reader.trail(subject);
            boolean nothing =
                    found.jobs().items().isEmpty() && found.sessions().items().isEmpty();
            trail.record(
                    Caller.of(identity),
                    nothing
                            ? Look.inVain("hunt.left-open", asked, subject)
                            : Look.at("hunt.left-open", asked, List.of(subject)));
            return View.of(subject, found);
        });
    }
}
