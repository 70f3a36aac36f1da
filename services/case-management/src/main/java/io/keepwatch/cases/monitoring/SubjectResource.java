package io.keepwatch.cases.monitoring;

import io.keepwatch.cases.audit.Caller;
import io.keepwatch.cases.http.Cursor;
import io.keepwatch.cases.http.QueryReader;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
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

/** {@code /v1/subjects/{s}/monitoring} and {@code …/timeline}. */
@Path("/v1/subjects/{subject}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "People")
class SubjectResource {
    private static final Set<String> NOTHING = Set.of();
    private static final Set<String> PAGE = Set.of("cursor", "limit");

    private final Monitored monitored;
    private final SecurityIdentity identity;

    SubjectResource(Monitored monitored, SecurityIdentity identity) {
        this.monitored = monitored;
        this.identity = identity;
    }

    @GET
    @Path("monitoring")
    @RolesAllowed({"analyst", "soc-lead", "ciso", "auditor", "hr"})
    @Operation(
            operationId = "readMonitoring",
            summary = "How somebody is monitored",
            description =
                    "Every monitoring period, and the watch over the accounts of somebody who left. hr sees people "
                            + "of a case that has asked HR something.")
    @APIResponse(
            responseCode = "200",
            description = "What there is; no periods where HR never told anything.",
            content = @Content(schema = @Schema(implementation = MonitoringView.class)))
    @APIResponse(responseCode = "404", description = "The caller may not look at this person.")
    @APIResponse(responseCode = "503", description = "The store is away.")
    public Uni<MonitoringView> monitoring(
            @Parameter(description = "The person's key.") @PathParam("subject") String subject, @Context UriInfo uri) {
        new QueryReader(uri.getQueryParameters(), NOTHING).verify();
        return monitored.monitoring(subject, Caller.of(identity));
    }

    @GET
    @Path("timeline")
    @RolesAllowed({"analyst", "soc-lead", "ciso", "auditor", "hr"})
    @Operation(
            operationId = "readTimeline",
            summary = "What happened around somebody, in order",
            description =
                    "What HR told, what became of monitoring, which tasks followed, which notices were delivered, "
                            + "and which cases opened that the reader may see; the oldest first.")
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "nextCursor of the page before.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Most entries of the page.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
    @APIResponse(
            responseCode = "200",
            description = "One page.",
            headers =
                    @Header(
                            name = "Link",
                            description = "rel=\"next\", unless this is the last page.",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = TimelineView.class)))
    @APIResponse(responseCode = "400", description = "The query cannot be answered; all violations are listed.")
    @APIResponse(responseCode = "404", description = "The caller may not look at this person.")
    @APIResponse(responseCode = "503", description = "The store is away.")
    public Uni<RestResponse<TimelineView>> timeline(
            @Parameter(description = "The person's key.") @PathParam("subject") String subject, @Context UriInfo uri) {
        Caller caller = Caller.of(identity);
        QueryReader reader = new QueryReader(uri.getQueryParameters(), PAGE);
        String question = reader.question("timeline\n" + subject, caller.id());
        Cursor after = reader.cursor(question);
        int limit = reader.limit();
        reader.verify();
        return monitored.timeline(subject, after, limit, question, caller).map(page -> {
            var response = RestResponse.ResponseBuilder.ok(page);
            if (page.nextCursor() != null) {
                response.header(HttpHeaders.LINK, reader.linkToNext(uri.getPath(), page.nextCursor()));
            }
            return response.build();
        });
    }
}
