package io.keepwatch.hunting.door;

import io.keepwatch.hunting.audit.AuditTrail;
import io.keepwatch.hunting.audit.Caller;
import io.keepwatch.hunting.audit.Look;
import io.keepwatch.hunting.http.Desk;
import io.keepwatch.hunting.http.QueryReader;
import io.keepwatch.hunting.review.PullTransfer;
import io.keepwatch.hunting.review.PullTransfers;
import io.keepwatch.hunting.review.Window;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /v1/hunt/pull-transfers}: inbound transfers without a user, and who may be behind them (S1-26). */
@Path("/v1/hunt/pull-transfers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "People")
class PullTransferResource {
    static final int ROWS = 50;
    static final int MOST_ROWS = 500;

    private static final Duration USUAL = Duration.ofDays(7);
    private static final Set<String> PARAMETERS = Set.of("from", "to", "subject", "limit");

    private final Answering answering;
    private final Desk desk;
    private final AuditTrail trail;
    private final SecurityIdentity identity;
    private final Clock domainClock;

    PullTransferResource(
            Answering answering, Desk desk, AuditTrail trail, SecurityIdentity identity, Clock domainClock) {
        this.answering = answering;
        this.desk = desk;
        this.trail = trail;
        this.identity = identity;
        this.domainClock = domainClock;
    }

    /**
     * The transfers found.
     *
     * @param limits {@code rows} if there are more transfers than are listed
     */
    @Schema(
            name = "PullTransfers",
            description = "Inbound transfers that name nobody we know, with who may be behind them.")
    record View(
            Instant from,
            Instant to,

            @Schema(description = "Those with the most bytes first.")
            List<PullTransfer> items,

            @Schema(description = "How many there are besides.")
            long more,

            @Schema(description = "Of all of them, also those not listed.")
            long bytes,

            @Schema(description = "What cut the list short: `rows`.")
            List<String> limits,

            @Schema(description = "Finds the activities of all transfers of that time.")
            String question) {
        private static View of(Window window, PullTransfers.Found found) {
            return new View(
                    window.from(),
                    window.until(),
                    found.transfers().items(),
                    found.transfers().more(),
                    found.bytes(),
                    found.transfers().more() > 0 ? List.of("rows") : List.of(),
                    found.transfers().question());
        }
    }

    @GET
    @RolesAllowed({"analyst", "soc-lead"})
    @Operation(
            operationId = "pullTransfers",
            summary = "Find pull transfers",
            description = "Joined to whoever held the address or the session then, by VPN and login activity, with the "
                    + "reasoning.")
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "First instant, included; seven days before `to`, unless given.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "End, not included; now, unless given.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "subject",
            in = ParameterIn.QUERY,
            description = "Only those that this subject or account comes into question for.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Most transfers.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500", defaultValue = "50"))
    @APIResponse(
            responseCode = "200",
            description = "The transfers.",
            content = @Content(schema = @Schema(implementation = View.class)))
    @APIResponse(responseCode = "400", description = "A parameter cannot be understood; all violations are listed.")
    @APIResponse(responseCode = "422", description = "It takes too long, or needs too much memory.")
    @APIResponse(responseCode = "429", description = "Too many questions at once.")
    @APIResponse(responseCode = "503", description = "The store is away, or the audit trail.")
    public View find(@Context UriInfo uri, @Context RoutingContext request) {
        QueryReader reader = new QueryReader(uri.getQueryParameters(), PARAMETERS);
        int rows = reader.number("limit", ROWS, 1, MOST_ROWS);
        String subject = reader.person("subject", "query", reader.text("subject"));
        Instant to = reader.storedTime("to");
        Instant until = to == null ? domainClock.instant() : to;
        Instant from = reader.storedTime("from");
        Instant begin = from == null ? until.minus(USUAL) : from;
        if (until.isBefore(begin)) {
            reader.violate("to", "is before from");
        }
        reader.verify();
        Window window = new Window(begin, until);
        return desk.answer(request, cancellation -> {
            PullTransfers.Found found = answering.pullTransfers(rows).find(window, subject, cancellation);
            Set<String> people = found.transfers().items().stream()
                    .flatMap(transfer -> transfer.candidates().stream())
                    .map(PullTransfer.Candidate::subject)
                    .collect(Collectors.toSet());
            trail.record(Caller.of(identity), Look.at("hunt.pull-transfers", reader.trail(), people));
            return View.of(window, found);
        });
    }
}
