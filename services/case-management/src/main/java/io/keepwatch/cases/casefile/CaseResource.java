package io.keepwatch.cases.casefile;

import io.keepwatch.cases.audit.Caller;
import io.keepwatch.cases.http.QueryReader;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
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

/** {@code GET /v1/cases}. */
@Path("/v1/cases")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Cases")
class CaseResource {
    private static final String PATH = "/v1/cases";

    private final Cases cases;
    private final SecurityIdentity identity;

    CaseResource(Cases cases, SecurityIdentity identity) {
        this.cases = cases;
        this.identity = identity;
    }

    @GET
    @RolesAllowed({"analyst", "soc-lead", "hr", "legal", "ciso", "auditor", "welfare", "administrator"})
    @Operation(
            operationId = "listCases",
            summary = "List cases",
            description =
                    "The cases that match all filters and that the reader may see, newest first. An investigation "
                            + "is seen by its assignee, its participants, soc-lead and auditor, by hr, legal and ciso once it "
                            + "has asked something of them, and by every analyst while it is unassigned; a welfare case by the "
                            + "role welfare only.")
    @Parameter(
            name = "subject",
            in = ParameterIn.QUERY,
            description = "The person's key.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "state",
            in = ParameterIn.QUERY,
            description = "One or more states.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {
                                "initial-assessment",
                                "watchlist",
                                "formal-investigation",
                                "containment",
                                "evidence-collection",
                                "timeline",
                                "interviews",
                                "follow-up",
                                "lessons-learned",
                                "closed"
                            }))
    @Parameter(
            name = "kind",
            in = ParameterIn.QUERY,
            description = "What the case is about.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"investigation", "welfare"}))
    @Parameter(
            name = "assignee",
            in = ParameterIn.QUERY,
            description = "The account that works on it.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "band",
            in = ParameterIn.QUERY,
            description = "One or more.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"monitor", "investigate", "immediate"}))
    @Parameter(
            name = "open",
            in = ParameterIn.QUERY,
            description = "true for open cases, false for closed ones; both if absent.",
            schema = @Schema(type = SchemaType.BOOLEAN))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "nextCursor of the page before, with the same filters.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Most cases of the page.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
    @APIResponse(
            responseCode = "200",
            description = "One page.",
            headers =
                    @Header(
                            name = "Link",
                            description = "rel=\"next\", unless this is the last page.",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = CaseView.Page.class)))
    @APIResponse(responseCode = "400", description = "The query cannot be answered; all violations are listed.")
    @APIResponse(responseCode = "503", description = "The store is away.")
    public Uni<RestResponse<CaseView.Page>> list(@Context UriInfo uri) {
        QueryReader query = new QueryReader(uri.getQueryParameters(), CaseQuery.PARAMETERS);
        Caller reader = Caller.of(identity);
        return cases.list(CaseQuery.read(query, reader.id()), reader).map(page -> {
            var response = RestResponse.ResponseBuilder.ok(page);
            if (page.nextCursor() != null) {
                response.header(HttpHeaders.LINK, query.linkToNext(PATH, page.nextCursor()));
            }
            return response.build();
        });
    }

    @GET
    @Path("{id}")
    @RolesAllowed({"analyst", "soc-lead", "hr", "legal", "ciso", "auditor", "welfare", "administrator"})
    @Operation(
            operationId = "readCase",
            summary = "Read one case",
            description = "With its alerts and checklist. The ETag is the case's version; with If-None-Match a case "
                    + "that has not changed is answered 304.")
    @Parameter(
            name = "If-None-Match",
            in = ParameterIn.HEADER,
            description = "An ETag seen before.",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "The case.",
            headers = @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = CaseView.class)))
    @APIResponse(responseCode = "304", description = "The case has not changed.")
    @APIResponse(responseCode = "404", description = "There is no such case, or none that the reader may see.")
    @APIResponse(responseCode = "503", description = "The store is away.")
    public Uni<Response> read(
            @Parameter(description = "The case's id.") @PathParam("id") String id, @Context Request request) {
        return cases.read(id, Caller.of(identity)).map(file -> {
            EntityTag version = new EntityTag(Long.toString(file.version()));
            Response.ResponseBuilder unchanged = request.evaluatePreconditions(version);
            return unchanged != null
                    ? unchanged.build()
                    : Response.ok(file).tag(version).build();
        });
    }
}
