package io.keepwatch.cases.score;

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

/** {@code GET /v1/subjects}: the people of whom anything is known, the highest score first (S3-07). */
@Path("/v1/subjects")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "People")
class SubjectListResource {
    private static final String PATH = "/v1/subjects";

    private final Scores scores;
    private final SecurityIdentity identity;

    SubjectListResource(Scores scores, SecurityIdentity identity) {
        this.scores = scores;
        this.identity = identity;
    }

    @GET
    @RolesAllowed({"analyst", "soc-lead", "ciso", "auditor", "hr"})
    @Operation(
            operationId = "listSubjects",
            summary = "List people by their scores",
            description = "Everybody of whom anything was found or whose circumstances count, the highest score first. "
                    + "Scores are at most an hour old. hr sees people of a case that has asked HR something.")
    @Parameter(
            name = "order",
            in = ParameterIn.QUERY,
            description = "The highest score first; level people by their keys.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"-score"},
                            defaultValue = "-score"))
    @Parameter(
            name = "band",
            in = ParameterIn.QUERY,
            description = "One or more.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"monitor", "investigate", "immediate"}))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "nextCursor of the page before, with the same filters.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Most people of the page.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
    @APIResponse(
            responseCode = "200",
            description = "One page.",
            headers =
                    @Header(
                            name = "Link",
                            description = "rel=\"next\", unless this is the last page.",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = SubjectPage.class)))
    @APIResponse(responseCode = "400", description = "The query cannot be answered; all violations are listed.")
    @APIResponse(responseCode = "503", description = "The store is away.")
    public Uni<RestResponse<SubjectPage>> list(@Context UriInfo uri) {
        QueryReader query = new QueryReader(uri.getQueryParameters(), SubjectQuery.PARAMETERS);
        Caller caller = Caller.of(identity);
        return scores.list(SubjectQuery.read(query, caller.id()), caller).map(page -> {
            var response = RestResponse.ResponseBuilder.ok(page);
            if (page.nextCursor() != null) {
                response.header(HttpHeaders.LINK, query.linkToNext(PATH, page.nextCursor()));
            }
            return response.build();
        });
    }
}
