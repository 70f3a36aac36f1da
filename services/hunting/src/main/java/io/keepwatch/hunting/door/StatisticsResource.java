package io.keepwatch.hunting.door;

import io.keepwatch.hunting.asking.Asked;
import io.keepwatch.hunting.asking.People;
import io.keepwatch.hunting.asking.Statistics;
import io.keepwatch.hunting.audit.AuditTrail;
import io.keepwatch.hunting.audit.Caller;
import io.keepwatch.hunting.audit.Look;
import io.keepwatch.hunting.http.Desk;
import io.keepwatch.hunting.http.QueryReader;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /v1/hunt/stats}: the values of a field, rarest, most frequent or most pressing first (S1-16 to S1-25). */
@Path("/v1/hunt/stats")
@Produces({MediaType.APPLICATION_JSON, Drawn.SVG})
@Tag(name = "Hunt")
class StatisticsResource {
    private static final Set<String> PARAMETERS = Set.of("q", "from", "to", "by", "order", "limit");

    private final Answering answering;
    private final Desk desk;
    private final AuditTrail trail;
    private final SecurityIdentity identity;

    StatisticsResource(Answering answering, Desk desk, AuditTrail trail, SecurityIdentity identity) {
        this.answering = answering;
        this.desk = desk;
        this.trail = trail;
        this.identity = identity;
    }

    @GET
    @RolesAllowed({"analyst", "soc-lead"})
    @Operation(
            operationId = "huntStatistics",
            summary = "Count the values of a field",
            description = "With people, hosts, when first and last seen, and the reasons to look at some first. As SVG "
                    + "where `Accept` asks for `image/svg+xml`.")
    @Parameter(
            name = "q",
            in = ParameterIn.QUERY,
            description = "The question; without one, everything.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "First instant, included.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "End, not included.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "by",
            in = ParameterIn.QUERY,
            required = true,
            description = "A field of the question language, for example executable, remoteIp, host or user.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "order",
            in = ParameterIn.QUERY,
            description =
                    "What there are reasons to look at first, the rarest of it before the others; or by count alone.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"priority", "rare", "frequent"},
                            defaultValue = "priority"))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Most values.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "100"))
    @APIResponse(
            responseCode = "200",
            description = "The values that come first.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = StatisticsView.class)),
                @Content(mediaType = Drawn.SVG, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "400", description = "The question or another parameter cannot be understood.")
    @APIResponse(responseCode = "422", description = "It takes too long, or needs too much memory.")
    @APIResponse(responseCode = "429", description = "Too many questions at once.")
    @APIResponse(responseCode = "503", description = "The store is away, or the audit trail.")
    public Response statistics(@Context UriInfo uri, @Context Request accepts, @Context RoutingContext request) {
        QueryReader reader = new QueryReader(uri.getQueryParameters(), PARAMETERS);
        int limit = reader.number("limit", Statistics.VALUES, 1, Statistics.MOST_VALUES);
        Statistics.Order order = reader.word(
                "order", List.of(Statistics.Order.values()), StatisticsView::wireName, Statistics.Order.PRIORITY);
        String by = reader.text("by");
        if (by == null) {
            reader.violate("by", "is needed: a field, for example executable, remoteIp, host or user");
            by = "";
        }
        String field = by;
        Asked asked = reader.asked();
        Statistics.Answer answer = desk.answer(request, cancellation -> {
            Statistics.Answer found = answering.statistics().of(asked, field, order, limit, cancellation);
            People.Found people = found.people();
            trail.record(Caller.of(identity), Look.at("hunt.stats", reader.trail(), people.first(), people.total()));
            return found;
        });
        return Drawn.isWanted(accepts, Drawn.SVG)
                ? Drawn.svg(answer.plot(asked.question().toString()).svg())
                : Drawn.json(StatisticsView.of(answer, reader));
    }
}
