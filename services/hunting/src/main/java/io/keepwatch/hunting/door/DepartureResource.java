package io.keepwatch.hunting.door;

import io.keepwatch.hunting.audit.AuditTrail;
import io.keepwatch.hunting.audit.Caller;
import io.keepwatch.hunting.audit.Look;
import io.keepwatch.hunting.hr.Leavers;
import io.keepwatch.hunting.http.Desk;
import io.keepwatch.hunting.http.QueryReader;
import io.keepwatch.hunting.review.Departure;
import io.keepwatch.hunting.review.DepartureReview;
import io.keepwatch.hunting.review.PullTransfer;
import io.keepwatch.hunting.review.ReviewPage;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /v1/hunt/departures/{subject}}: before somebody left, and until somebody watched (S1-13, S1-14, S1-28). */
@Path("/v1/hunt/departures/{subject}")
@Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
@Tag(name = "People")
class DepartureResource {
    private static final Set<String> PARAMETERS = Set.of("left", "watchBegan", "zone");

    private final Answering answering;
    private final Desk desk;
    private final AuditTrail trail;
    private final SecurityIdentity identity;
    private final Clock domainClock;
    private final Leavers leavers;
    private final ReviewPage page = new ReviewPage(HuntResource.PATH);

    DepartureResource(
            Answering answering,
            Desk desk,
            AuditTrail trail,
            SecurityIdentity identity,
            Clock domainClock,
            Leavers leavers) {
        this.answering = answering;
        this.desk = desk;
        this.trail = trail;
        this.identity = identity;
        this.domainClock = domainClock;
        this.leavers = leavers;
    }

    @GET
    @RolesAllowed({"analyst", "soc-lead"})
    @Operation(
            operationId = "departureReview",
            summary = "Review a departure",
            description =
                    "What somebody did in the 30 days before they left and from then until the watch began, against "
                            + "their own earlier weeks; as a self-contained page where `Accept` asks for `text/html`.")
    @Parameter(
            name = "subject",
            in = ParameterIn.PATH,
            description = "A subject or an account.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "left",
            in = ParameterIn.QUERY,
            description =
                    "When they left; when HR said they would, unless given. Of somebody rehired since, it is to be given.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "watchBegan",
            in = ParameterIn.QUERY,
            description =
                    "When any activity of theirs began to raise an alert; as HR's word to us says, unless given; until "
                            + "now, where nobody says.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "zone",
            in = ParameterIn.QUERY,
            description = "Whose days are counted and whose time is shown.",
            schema = @Schema(type = SchemaType.STRING, defaultValue = "UTC"))
    @APIResponse(
            responseCode = "200",
            description = "The review; `found` is false if there is nothing of this person.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = DepartureReview.class)),
                @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "400", description = "A parameter cannot be understood; all violations are listed.")
    @APIResponse(responseCode = "422", description = "It takes too long, or needs too much memory.")
    @APIResponse(responseCode = "429", description = "Too many questions at once.")
    @APIResponse(responseCode = "503", description = "The store is away, or the audit trail.")
    public Response review(
            @PathParam("subject") String subject,
            @Context UriInfo uri,
            @Context Request accepts,
            @Context RoutingContext request) {
        QueryReader reader = new QueryReader(uri.getQueryParameters(), PARAMETERS);
        reader.person("subject", "path", subject);
        Instant left = reader.storedTime("left");
        Instant watchBegan = reader.storedTime("watchBegan");
        ZoneId zone = reader.zone();
        Instant now = domainClock.instant();
        Optional<Leavers.Left> told = Optional.ofNullable(left)
                .flatMap(one -> leavers.leftAt(subject, zone, one))
                .or(() -> leavers.left(subject, zone, now))
                .filter(one -> QueryReader.isStorable(one.left()));
        if (left == null && told.isEmpty() && !uri.getQueryParameters().containsKey("left")) {
            reader.violate("left", "is needed: HR has told of no departure that still stands");
        }
        reader.verify();
        Departure departure = new Departure(
                subject,
                left == null ? told.map(Leavers.Left::left).orElse(now) : left,
                watchBegan == null ? told.map(Leavers.Left::watchBegan).orElse(null) : watchBegan,
                now,
                zone,
                leavers.monitoring(subject, zone, now));
        DepartureReview review = desk.answer(request, cancellation -> {
            DepartureReview found = answering.departures().review(departure, cancellation);
            String asked = reader.trail(subject);
            trail.record(
                    Caller.of(identity),
                    found.found()
                            ? Look.at("hunt.departures", asked, people(found))
                            : Look.inVain("hunt.departures", asked, subject));
            return found;
        });
        return Drawn.isWanted(accepts, MediaType.TEXT_HTML)
                ? Drawn.page(page.write(review), MediaType.TEXT_HTML, ReviewPage.contentSecurityPolicy())
                : Drawn.json(review);
    }

    /** Whoever may be behind a transfer is shown too. */
    private static Set<String> people(DepartureReview review) {
        Set<String> people = new TreeSet<>(Set.of(review.subject()));
        Stream.of(review.before(), review.after())
                .flatMap(part -> part.pulled().transfers().items().stream())
                .flatMap(transfer -> transfer.candidates().stream())
                .map(PullTransfer.Candidate::subject)
                .forEach(people::add);
        return people;
    }
}
