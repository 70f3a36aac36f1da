package io.keepwatch.cases.snooze;

import io.keepwatch.cases.audit.Caller;
import io.keepwatch.cases.http.Problems;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code …/snooze} of an alert. */
@Path("/v1/alerts/{id}/snooze")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Alerts")
class SnoozeResource {
    private static final int LONGEST_KEY = 200;

    private final Snoozes snoozes;
    private final SecurityIdentity identity;
    private final Clock domainClock;

    SnoozeResource(Snoozes snoozes, SecurityIdentity identity, Clock domainClock) {
        this.snoozes = snoozes;
        this.identity = identity;
        this.domainClock = domainClock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"analyst", "soc-lead"})
    @Operation(
            operationId = "snoozeAlert",
            summary = "Do not report this rule of this person for a while",
            description = "What the alert's rule finds of its person from now on is not reported until the end, and is "
                    + "counted meanwhile. Who decided, why and until when stays on record.")
    @APIResponse(
            responseCode = "200",
            description = "It holds; the same request under the same key changes nothing.",
            content = @Content(schema = @Schema(implementation = SnoozeView.class)))
    @APIResponse(responseCode = "400", description = "The body cannot be used; all violations are listed.")
    @APIResponse(responseCode = "404", description = "There is no such alert.")
    @APIResponse(responseCode = "422", description = "The key was used for another request.")
    @APIResponse(responseCode = "503", description = "The store is away.")
    public Uni<SnoozeView> snooze(
            @Parameter(description = "The alert's id.") @PathParam("id") String id,
            @Parameter(description = "Makes repeating the request safe.") @HeaderParam("Idempotency-Key") @Nullable
                    String key,
            @Nullable SnoozeRequest request) {
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw Problems.invalidBody(List.of(new Problems.Violation(
                    "Idempotency-Key", "header", "expected 1 to " + LONGEST_KEY + " characters")));
        }
        SnoozeRequest.Checked asked = SnoozeRequest.check(request, domainClock.instant());
        return snoozes.begin(id, asked, key, Caller.of(identity));
    }

    @DELETE
    @RolesAllowed({"analyst", "soc-lead"})
    @Operation(
            operationId = "wakeAlert",
            summary = "Report this rule of this person again",
            description = "Ends whatever is snoozed of the alert's rule and person; nothing, where nothing is.")
    @APIResponse(responseCode = "204", description = "Nothing of it is snoozed any more.")
    @APIResponse(responseCode = "404", description = "There is no such alert.")
    @APIResponse(responseCode = "503", description = "The store is away.")
    public Uni<Void> wake(@Parameter(description = "The alert's id.") @PathParam("id") String id) {
        return snoozes.end(id, Caller.of(identity));
    }
}
