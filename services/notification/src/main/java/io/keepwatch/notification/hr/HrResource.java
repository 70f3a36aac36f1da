package io.keepwatch.notification.hr;

import io.keepwatch.notification.Database;
import io.keepwatch.notification.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The HR door. Every refusal leaves everything as it was and is counted (H02). */
@Path("/v1/hr/events")
public class HrResource {
    private static final Logger LOG = Logger.getLogger(HrResource.class);
    /** An event holds a few hundred bytes. */
    private static final int LARGEST_BODY = 64 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HrConfig config;
    private final HrSignatures signatures;
    private final HrBody bodies;
    private final HrEvents events;
    private final Clock clock;
    private final MeterRegistry metrics;

    HrResource(
            HrConfig config,
            HrSignatures signatures,
            HrBody bodies,
            HrEvents events,
            Clock clock,
            MeterRegistry metrics) {
        this.config = config;
        this.signatures = signatures;
        this.bodies = bodies;
        this.events = events;
        this.clock = clock;
        this.metrics = metrics;
    }

    @POST
    @RolesAllowed("hr-notifier")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "takeHrEvent",
            summary = "Takes one signed HR event, once",
            description = "Standard Webhooks headers; the signature covers webhook-id, webhook-timestamp and the raw"
                    + " body, and is checked first. application/jose is a JWE (RSA-OAEP-256 or ECDH-ES+A256KW,"
                    + " A256GCM) for a key of GET /v1/hr/keys around a JWS (ES256, EdDSA, PS256, RS256) of a known HR"
                    + " key; application/json is taken only where configuration allows it. The same webhook-id with"
                    + " the same event gets the same answer, with another event 409.")
    @APIResponse(
            responseCode = "202",
            description = "Taken, or taken before",
            content = @Content(schema = @Schema(implementation = HrAnswer.class)))
    @APIResponse(responseCode = "400", description = "urn:keepwatch:problem:unreadable, with every violation")
    @APIResponse(
            responseCode = "401",
            description = "No token, urn:keepwatch:problem:webhook-signature or urn:keepwatch:problem:hr-envelope")
    @APIResponse(responseCode = "403", description = "The token lacks the role hr-notifier")
    @APIResponse(responseCode = "409", description = "urn:keepwatch:problem:webhook-id-reused")
    @APIResponse(responseCode = "413", description = "urn:keepwatch:problem:too-large")
    @APIResponse(responseCode = "415", description = "urn:keepwatch:problem:media-type")
    @APIResponse(responseCode = "503", description = "urn:keepwatch:problem:unavailable, with Retry-After")
    public Uni<Response> take(
            @HeaderParam("Content-Type") @Nullable String contentType,
            @HeaderParam("webhook-id") @Nullable String id,
            @HeaderParam("webhook-timestamp") @Nullable String timestamp,
            @HeaderParam("webhook-signature") @Nullable String signature,
            byte @Nullable [] body) {
        byte[] bytes = body == null ? new byte[0] : body;
        return Uni.createFrom()
                .deferred(() -> {
                    bodies.refuseOtherMedia(contentType);
                    if (bytes.length > LARGEST_BODY) {
                        throw Problem.TOO_LARGE.because("an HR event may have " + LARGEST_BODY + " bytes");
                    }
                    if (id == null || !signatures.prove(id, timestamp, signature, bytes)) {
                        throw Problem.SIGNATURE.because(
                                "webhook-id, webhook-timestamp (within five minutes) and a matching webhook-signature"
                                        + " are needed");
                    }
                    return bodies.content(contentType, bytes).chain(content -> events.take(id, content, read(content)));
                })
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure(failure -> !(failure instanceof HttpProblem) && Database.isAway(failure))
                .transform(failure -> {
                    LOG.warnf("HR event not stored: %s", failure);
                    return Problem.UNAVAILABLE.because("nothing was changed or the change is safe to repeat");
                })
                .invoke(taken -> count(taken.repeated() ? "repeated" : "accepted"))
                .onFailure(HttpProblem.class)
                .invoke(this::countRefusal)
                .map(taken -> Response.accepted(taken.answer()).build());
    }

    private HrNotice read(byte[] body) {
        Instant now = clock.instant();
        Horizon horizon = Horizon.at(now, config.earliest(), config.mostAhead());
        return switch (HrNoticeReader.read(body, now, horizon)) {
            case HrNoticeReader.Reading.Unreadable unreadable ->
                throw Problem.UNREADABLE.because("the body is not an HR event", unreadable.violations());
            case HrNoticeReader.Reading.Readable(HrNotice notice) -> notice;
        };
    }

    private void countRefusal(Throwable refusal) {
        String type = String.valueOf(((HttpProblem) refusal).getType());
        count(type.substring(type.lastIndexOf(':') + 1));
    }

    private void count(String outcome) {
        metrics.counter("keepwatch.hr.events", "outcome", outcome).increment();
    }
}
