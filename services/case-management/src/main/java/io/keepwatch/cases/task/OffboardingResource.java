package io.keepwatch.cases.task;

import io.keepwatch.cases.audit.Caller;
import io.keepwatch.cases.http.QueryReader;
import io.keepwatch.cases.http.RequestKey;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
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
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/offboarding}, and what became of its steps. */
@Path("/v1/offboarding")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Off-boarding and tasks")
class OffboardingResource {
    private static final String PATH = "/v1/offboarding";

    private final Tasks tasks;
    private final SecurityIdentity identity;

    OffboardingResource(Tasks tasks, SecurityIdentity identity) {
        this.tasks = tasks;
        this.identity = identity;
    }

    @GET
    @RolesAllowed({"analyst", "soc-lead", "ciso", "auditor", "administrator"})
    @Operation(
            operationId = "listOffboardingSteps",
            summary = "List the steps of off-boardings",
            description =
                    "Every step of everybody who leaves or has left, what is due first on top. A step begins with "
                            + "the departure: the start of the day HR named, in the person's time zone.")
    @Parameter(
            name = "subject",
            in = ParameterIn.QUERY,
            description = "The person's key.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "state",
            in = ParameterIn.QUERY,
            description = "One or more.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"scheduled", "open", "done", "ended"}))
    @Parameter(
            name = "overdue",
            in = ParameterIn.QUERY,
            description = "true lists only what is past its deadline, false only what is not.",
            schema = @Schema(type = SchemaType.BOOLEAN))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "nextCursor of the page before, with the same filters.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Most steps of the page.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
    @APIResponse(
            responseCode = "200",
            description = "One page.",
            headers =
                    @Header(
                            name = "Link",
                            description = "rel=\"next\", unless this is the last page.",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = TaskView.Page.class)))
    @APIResponse(responseCode = "400", description = "The query cannot be answered; all violations are listed.")
    @APIResponse(responseCode = "503", description = "The store is away.")
    public Uni<RestResponse<TaskView.Page>> list(@Context UriInfo uri) {
        QueryReader reader = new QueryReader(uri.getQueryParameters(), TaskQuery.OF_OFFBOARDING);
        TaskQuery query = TaskQuery.offboarding(reader);
        return tasks.list(query, "offboarding.list", Caller.of(identity)).map(page -> {
            var response = RestResponse.ResponseBuilder.ok(page);
            if (page.nextCursor() != null) {
                response.header(HttpHeaders.LINK, reader.linkToNext(PATH, page.nextCursor()));
            }
            return response.build();
        });
    }

    @POST
    @Path("{subject}/{step}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"analyst", "soc-lead", "administrator"})
    @Operation(
            operationId = "concludeOffboardingStep",
            summary = "Say that a step is done, or is not",
            description =
                    "Of the person's present off-boarding. Activity of an account after it was said to be disabled "
                            + "opens disable-accounts and vpn-remote again.")
    @APIResponse(
            responseCode = "200",
            description = "The step as it stands now; the same request under the same key changes nothing.",
            headers = @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = TaskView.class)))
    @APIResponse(responseCode = "400", description = "The body cannot be used; all violations are listed.")
    @APIResponse(responseCode = "404", description = "The person does not leave, or there is no such step.")
    @APIResponse(responseCode = "412", description = "The step is not what it was at the version in If-Match.")
    @APIResponse(responseCode = "422", description = "The key was used for another request.")
    @APIResponse(responseCode = "503", description = "The store is away.")
    public Uni<Response> say(
            @Parameter(description = "The person's key.") @PathParam("subject") String subject,
            @Parameter(description = "The step's name, for example disable-accounts.") @PathParam("step") String step,
            @Parameter(description = "Makes repeating the request safe.") @HeaderParam("Idempotency-Key") @Nullable
                    String key,
            @Parameter(description = "The ETag seen before; without it, whatever stands is changed.")
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch,
            @Nullable StepRequest request) {
        StepRequest.Checked said = StepRequest.check(request);
        Caller caller = Caller.of(identity);
        RequestKey requestKey = RequestKey.read(key, caller, "offboarding/" + subject + '/' + step, said);
        return tasks.say(subject, step, said, new Change(requestKey, ifMatch), caller)
                .map(task -> Response.ok(task)
                        .tag(new EntityTag(Long.toString(task.version())))
                        .build());
    }
}
