package io.keepwatch.cases.snooze;

import io.keepwatch.cases.audit.Caller;
import io.keepwatch.cases.http.QueryReader;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code GET /v1/snoozes}. */
@Path("/v1/snoozes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Alerts")
class SnoozeListResource {
    private static final String PATH = "/v1/snoozes";

    private final Snoozes snoozes;
    private final SecurityIdentity identity;

    SnoozeListResource(Snoozes snoozes, SecurityIdentity identity) {
        this.snoozes = snoozes;
        this.identity = identity;
    }

    @GET
    @RolesAllowed({"analyst", "soc-lead", "ciso", "auditor"})
    @Operation(
            operationId = "listSnoozes",
            summary = "List snoozes",
            description = "What was ever snoozed, newest first: who decided, why, until when, and who ended it.")
    @Parameter(
            name = "subject",
            in = ParameterIn.QUERY,
            description = "The person's key.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "rule",
            in = ParameterIn.QUERY,
            description = "The rule's id.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "active",
            in = ParameterIn.QUERY,
            description = "true lists only those that hold now.",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "nextCursor of the page before, with the same filters.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Most snoozes of the page.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
    @APIResponse(
            responseCode = "200",
            description = "One page.",
            headers =
                    @Header(
                            name = "Link",
                            description = "rel=\"next\", unless this is the last page.",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = SnoozeView.Page.class)))
    @APIResponse(responseCode = "400", description = "The query cannot be answered; all violations are listed.")
    @APIResponse(responseCode = "503", description = "The store is away.")
    public Uni<RestResponse<SnoozeView.Page>> list(@Context UriInfo uri) {
        QueryReader reader = new QueryReader(uri.getQueryParameters(), SnoozeQuery.PARAMETERS);
        SnoozeQuery query = SnoozeQuery.read(reader);
        return snoozes.list(query, Caller.of(identity)).map(page -> {
            var response = RestResponse.ResponseBuilder.ok(page);
            if (page.nextCursor() != null) {
                response.header(HttpHeaders.LINK, reader.linkToNext(PATH, page.nextCursor()));
            }
            return response.build();
        });
    }
}
