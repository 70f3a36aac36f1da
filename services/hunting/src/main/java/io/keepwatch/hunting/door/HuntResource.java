package io.keepwatch.hunting.door;

import io.keepwatch.hunting.asking.Asked;
import io.keepwatch.hunting.asking.Hunt;
import io.keepwatch.hunting.asking.Page;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /v1/hunt}: the activities that answer a question (S1-13 to S1-15, S1-18, S1-20, S1-21, S1-27). */
@Path(HuntResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Hunt")
class HuntResource {
    static final String PATH = "/v1/hunt";

    private static final Set<String> PARAMETERS = Set.of("q", "from", "to", "limit", "cursor");

    private final Answering answering;
    private final Desk desk;
    private final AuditTrail trail;
    private final SecurityIdentity identity;

    HuntResource(Answering answering, Desk desk, AuditTrail trail, SecurityIdentity identity) {
        this.answering = answering;
        this.desk = desk;
        this.trail = trail;
        this.identity = identity;
    }

    @GET
    @RolesAllowed({"analyst", "soc-lead"})
    @Operation(
            operationId = "hunt",
            summary = "Find activities",
            description = "Newest first, page by page; no activity comes twice, whatever is stored meanwhile.")
    @Parameter(
            name = "q",
            in = ParameterIn.QUERY,
            description =
                    "The question, as in `user=\"elliot\" && timestamp > 1438104640000`; without one, everything.",
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
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Most activities of the page.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "100"))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "nextCursor of the page before, with the same question and times.",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "One page.",
            headers =
                    @Header(
                            name = "Link",
                            description = "rel=\"next\", unless nothing is left.",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = HuntView.class)))
    @APIResponse(responseCode = "400", description = "The question or another parameter cannot be understood.")
    @APIResponse(responseCode = "422", description = "The time limit was over before anything was looked at.")
    @APIResponse(responseCode = "429", description = "Too many questions at once.")
    @APIResponse(responseCode = "503", description = "The store is away, or the audit trail.")
    public Response hunt(@Context UriInfo uri, @Context RoutingContext request) {
        QueryReader reader = new QueryReader(uri.getQueryParameters(), PARAMETERS);
        int limit = reader.number("limit", Hunt.PAGE, 1, Hunt.LARGEST_PAGE);
        String cursor = reader.text("cursor");
        Asked asked = reader.asked();
        Page page = desk.answer(request, cancellation -> {
            Page found = answering.hunt().page(asked, limit, cursor, cancellation);
            Set<String> subjects = found.activities().stream()
                    .map(activity -> activity.header().subject())
                    .collect(Collectors.toSet());
            trail.record(Caller.of(identity), Look.at("hunt", reader.trail(), subjects));
            return found;
        });
        Response.ResponseBuilder response = Response.ok(HuntView.of(page));
        if (page.cursor() != null) {
            response.header(HttpHeaders.LINK, "<" + reader.next(PATH, page.cursor()) + ">; rel=\"next\"");
        }
        return response.build();
    }
}
