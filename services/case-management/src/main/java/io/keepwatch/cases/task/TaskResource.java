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

/** {@code /v1/tasks}: what HR's events have asked somebody to do. */
@Path("/v1/tasks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Off-boarding and tasks")
class TaskResource {
    private static final String PATH = "/v1/tasks";

    private final Tasks tasks;
    private final SecurityIdentity identity;

    TaskResource(Tasks tasks, SecurityIdentity identity) {
        this.tasks = tasks;
        this.identity = identity;
    }

    @GET
    @RolesAllowed({"analyst", "soc-lead", "ciso", "auditor", "administrator"})
    @Operation(
            operationId = "listTasks",
            summary = "List tasks",
            description = "Access verifications and the steps of off-boardings, what is due first on top.")
    @Parameter(
            name = "kind",
            in = ParameterIn.QUERY,
            description = "What the task belongs to; both if absent.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"offboarding", "access-verification"}))
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
            description = "Most tasks of the page.",
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
        QueryReader reader = new QueryReader(uri.getQueryParameters(), TaskQuery.OF_TASKS);
        TaskQuery query = TaskQuery.tasks(reader);
        return tasks.list(query, "tasks.list", Caller.of(identity)).map(page -> {
            var response = RestResponse.ResponseBuilder.ok(page);
            if (page.nextCursor() != null) {
                response.header(HttpHeaders.LINK, reader.linkToNext(PATH, page.nextCursor()));
            }
            return response.build();
        });
    }

    @GET
    @Path("{id}")
    @RolesAllowed({"analyst", "soc-lead", "ciso", "auditor", "administrator"})
    @Operation(operationId = "readTask", summary = "Read one task", description = "The ETag is its version.")
    @APIResponse(
            responseCode = "200",
            description = "The task.",
            headers = @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = TaskView.class)))
    @APIResponse(responseCode = "404", description = "There is no such task.")
    @APIResponse(responseCode = "503", description = "The store is away.")
    public Uni<Response> read(@Parameter(description = "The task's id.") @PathParam("id") String id) {
        return tasks.read(id, Caller.of(identity)).map(TaskResource::answer);
    }

    @POST
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"analyst", "soc-lead", "administrator"})
    @Operation(
            operationId = "concludeTask",
            summary = "Say what an access verification came to",
            description = "The access is as it should be (verified), was changed (adjusted) or taken away (revoked).")
    @APIResponse(
            responseCode = "200",
            description = "The task as it stands now; the same request under the same key changes nothing.",
            headers = @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = TaskView.class)))
    @APIResponse(responseCode = "400", description = "The body cannot be used; all violations are listed.")
    @APIResponse(responseCode = "404", description = "There is no such task, or what began it counts no more.")
    @APIResponse(responseCode = "412", description = "The task is not what it was at the version in If-Match.")
    @APIResponse(responseCode = "422", description = "The key was used for another request.")
    @APIResponse(responseCode = "503", description = "The store is away.")
    public Uni<Response> conclude(
            @Parameter(description = "The task's id.") @PathParam("id") String id,
            @Parameter(description = "Makes repeating the request safe.") @HeaderParam("Idempotency-Key") @Nullable
                    String key,
            @Parameter(description = "The ETag seen before; without it, whatever stands is changed.")
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch,
            @Nullable TaskRequest request) {
        TaskRequest.Checked said = TaskRequest.check(request);
        Caller caller = Caller.of(identity);
        RequestKey requestKey = RequestKey.read(key, caller, "tasks/" + id, said);
        return tasks.conclude(id, said, new Change(requestKey, ifMatch), caller).map(TaskResource::answer);
    }

    private static Response answer(TaskView task) {
        return Response.ok(task)
                .tag(new EntityTag(Long.toString(task.version())))
                .build();
    }
}
