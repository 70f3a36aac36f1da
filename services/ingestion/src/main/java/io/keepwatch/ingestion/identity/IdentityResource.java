package io.keepwatch.ingestion.identity;

import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.ingestion.IngestionConfig;
import io.keepwatch.ingestion.body.LineSplitter;
import io.keepwatch.ingestion.body.UnpackedBody;
import io.keepwatch.ingestion.http.Answer;
import io.keepwatch.ingestion.http.Problems;
import io.keepwatch.ingestion.http.RequestGate;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The door for identities. */
@Path("/v1/identities")
@Tag(name = "Identities")
class IdentityResource {
    private static final String STARTING = "The service is starting";

    private final Identities identities;
    private final IdentityReader reader;
    private final RequestGate gate;
    private final IdentityIntakes intakes;
    private final IngestionConfig config;

    IdentityResource(
            Identities identities,
            IdentityReader reader,
            RequestGate gate,
            IdentityIntakes intakes,
            IngestionConfig config) {
        this.identities = identities;
        this.reader = reader;
        this.gate = gate;
        this.intakes = intakes;
        this.config = config;
    }

    @PUT
    @RolesAllowed("identity-writer")
    @RunOnVirtualThread
    @Consumes("application/x-ndjson")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putIdentities",
            summary = "Replaces people's records; applied when answered, in order with their activities",
            description = """
                    One person a line. A line replaces the person's record as of `validFrom` (default now). An account \
                    belongs to one person at a time: a second claim is rejected naming the first, unless the line \
                    says `"move":true`. The same record again changes nothing.""")
    @RequestBody(
            required = true,
            content = @Content(mediaType = "application/x-ndjson", schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "200",
            description = "All accepted lines are durable and applied.",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Answer.class)))
    @APIResponse(
            responseCode = "400",
            description = "Nothing was readable (`urn:keepwatch:problem:unreadable`, with the rejected lines).",
            content = @Content(mediaType = "application/problem+json"))
    @APIResponse(responseCode = "401", description = "No token, or none that is valid.")
    @APIResponse(responseCode = "403", description = "The role is missing.")
    @APIResponse(
            responseCode = "413",
            description = "Over the size limit (`urn:keepwatch:problem:too-large`): lines up to `settledLines` are"
                    + " applied or rejected.",
            content = @Content(mediaType = "application/problem+json"))
    @APIResponse(
            responseCode = "415",
            description = "Neither a content type nor an encoding that is read here"
                    + " (`urn:keepwatch:problem:media-type`).",
            content = @Content(mediaType = "application/problem+json"))
    @APIResponse(
            responseCode = "429",
            description = "Too many requests are being read (`urn:keepwatch:problem:overloaded`).",
            content = @Content(mediaType = "application/problem+json"))
    @APIResponse(
            responseCode = "503",
            description = "Not everything could be stored (`urn:keepwatch:problem:unavailable`): lines up to"
                    + " `settledLines` are applied or rejected; send the rest after `Retry-After` seconds.",
            content = @Content(mediaType = "application/problem+json"))
    public Response put(
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_ENCODING) @Nullable String contentEncoding,
            InputStream body)
            throws IOException {
        if (!UnpackedBody.unpacks(contentEncoding)) {
            throw Problems.encoding().build();
        }
        if (!reader.isLoaded()) {
            return unavailable(STARTING);
        }
        try (RequestGate.Pass _ = gate.enter()) {
            return intakes.take(new LineSplitter(
                    new UnpackedBody(body, contentEncoding, config.largestBody()), config.longestLine()));
        }
    }

    @DELETE
    @Path("/{subject}")
    @RolesAllowed("identity-writer")
    @RunOnVirtualThread
    @Operation(operationId = "retireIdentity", summary = "Retires a person: who has left", description = """
                    The history stays. Anybody may claim the accounts from now on; until somebody does, what is done under \
                    them is still this person's. Putting the record again takes the person back.""")
    @APIResponse(responseCode = "204", description = "The person is retired, now or before.")
    @APIResponse(responseCode = "401", description = "No token, or none that is valid.")
    @APIResponse(responseCode = "403", description = "The role is missing.")
    @APIResponse(
            responseCode = "404",
            description = "There is no such person (`urn:keepwatch:problem:no-such-person`).",
            content = @Content(mediaType = "application/problem+json"))
    @APIResponse(
            responseCode = "503",
            description = "It could not be stored (`urn:keepwatch:problem:unavailable`).",
            content = @Content(mediaType = "application/problem+json"))
    public Response retire(@Parameter(description = "The person's key.") @PathParam("subject") String subject) {
        if (!reader.isLoaded()) {
            return unavailable(STARTING);
        }
        try {
            if (subject.length() > ActivityDraft.LONGEST_KEY || !identities.retire(subject)) {
                throw Problems.noSuchPerson().build();
            }
            return Response.noContent().build();
        } catch (KafkaException e) {
            return unavailable("The change is not, or may not be, stored");
        }
    }

    /** Returned, not thrown: what is thrown as 503 fills the log with traces for as long as an outage lasts. */
    private Response unavailable(String detail) {
        return Problems.unavailable(detail, config.retryAfter()).build().toResponse();
    }
}
