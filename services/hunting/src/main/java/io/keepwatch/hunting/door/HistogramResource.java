package io.keepwatch.hunting.door;

import io.keepwatch.hunting.asking.Asked;
import io.keepwatch.hunting.asking.Histogram;
import io.keepwatch.hunting.asking.People;
import io.keepwatch.hunting.audit.AuditTrail;
import io.keepwatch.hunting.audit.Caller;
import io.keepwatch.hunting.audit.Look;
import io.keepwatch.hunting.http.Desk;
import io.keepwatch.hunting.http.QueryReader;
import io.keepwatch.hunting.plot.TimeStep;
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
import java.time.ZoneId;
import java.util.Arrays;
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
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/hunt/histogram}: when it happened (S1-13, S1-14). */
@Path("/v1/hunt/histogram")
@Produces({MediaType.APPLICATION_JSON, Drawn.SVG})
@Tag(name = "Hunt")
class HistogramResource {
    private static final Set<String> PARAMETERS = Set.of("q", "from", "to", "zone", "step", "by");

    private final Answering answering;
    private final Desk desk;
    private final AuditTrail trail;
    private final SecurityIdentity identity;

    HistogramResource(Answering answering, Desk desk, AuditTrail trail, SecurityIdentity identity) {
        this.answering = answering;
        this.desk = desk;
        this.trail = trail;
        this.identity = identity;
    }

    @GET
    @RolesAllowed({"analyst", "soc-lead"})
    @Operation(
            operationId = "huntHistogram",
            summary = "Count activities over time",
            description =
                    "As SVG where `Accept` asks for `image/svg+xml`; that has no content (204) if there is nothing.")
    @Parameter(
            name = "q",
            in = ParameterIn.QUERY,
            description = "The question; without one, everything.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "First instant, included; where it is not given, the first activity that is found.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "End, not included; where it is not given, the last activity that is found.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "zone",
            in = ParameterIn.QUERY,
            description = "Whose clock and calendar the stretches follow.",
            schema = @Schema(type = SchemaType.STRING, defaultValue = "UTC"))
    @Parameter(
            name = "step",
            in = ParameterIn.QUERY,
            description = "How long a stretch is; whatever gives thirty to two hundred, unless given.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {
                                "1s", "5s", "15s", "1m", "5m", "15m", "1h", "3h", "6h", "12h", "1d", "1w", "1mo", "3mo",
                                "1y", "10y"
                            }))
    @Parameter(
            name = "by",
            in = ParameterIn.QUERY,
            description = "A field whose six most frequent values are told apart.",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "The numbers.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = HistogramView.class)),
                @Content(mediaType = Drawn.SVG, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "204", description = "There is nothing to draw.")
    @APIResponse(responseCode = "400", description = "The question or another parameter cannot be understood.")
    @APIResponse(responseCode = "422", description = "It takes too long, or needs too much memory.")
    @APIResponse(responseCode = "429", description = "Too many questions at once.")
    @APIResponse(responseCode = "503", description = "The store is away, or the audit trail.")
    public Response histogram(@Context UriInfo uri, @Context Request accepts, @Context RoutingContext request) {
        QueryReader reader = new QueryReader(uri.getQueryParameters(), PARAMETERS);
        ZoneId zone = reader.zone();
        TimeStep step = step(reader);
        String by = reader.text("by");
        Asked asked = reader.asked();
        Histogram.Answer answer = desk.answer(request, cancellation -> {
            Histogram.Answer found = answering.histogram().of(asked, zone, step, by, cancellation);
            People.Found people = answering.people().of(asked, cancellation);
            trail.record(
                    Caller.of(identity), Look.at("hunt.histogram", reader.trail(), people.first(), people.total()));
            return found;
        });
        if (!Drawn.isWanted(accepts, Drawn.SVG)) {
            return Drawn.json(HistogramView.of(answer));
        }
        return answer.plot("When it happened", asked.question().toString(), List.of())
                .map(plot -> Drawn.svg(plot.svg()))
                .orElseGet(() -> Response.noContent().build());
    }

    private static @Nullable TimeStep step(QueryReader reader) {
        String text = reader.text("step");
        TimeStep step = text == null ? null : TimeStep.ofWireName(text);
        if (text != null && step == null) {
            reader.violate(
                    "step",
                    "expected one of "
                            + Arrays.stream(TimeStep.values())
                                    .map(TimeStep::wireName)
                                    .collect(Collectors.joining(", ")));
        }
        return step;
    }
}
