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
import java.util.Locale;
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
    private static final String JOSE = "application/jose";
    /** An event holds a few hundred bytes. */
    private static final int LARGEST_BODY = 64 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HrConfig config;
    private final HrSignatures signatures;
    private final HrEvents events;
    private final Clock clock;
    private final MeterRegistry metrics;

    HrResource(HrConfig config, HrSignatures signatures, HrEvents events, Clock clock, MeterRegistry metrics) {
        this.config = config;
        this.signatures = signatures;
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
                    + " body. The same webhook-id with the same body gets the same answer, with another body 409."
                    + " application/json is taken only where configuration allows it; application/jose is not"
                    + " taken yet. Of the contract's events, resignation is accepted.")
    @APIResponse(
            responseCode = "202",
            description = "Taken, or taken before",
            content = @Content(schema = @Schema(implementation = HrAnswer.class)))
    @APIResponse(responseCode = "400", description = "urn:keepwatch:problem:unreadable, with every violation")
    @APIResponse(responseCode = "401", description = "No token, or urn:keepwatch:problem:webhook-signature")
    @APIResponse(responseCode = "403", description = "The token lacks the role hr-notifier")
    @APIResponse(responseCode = "409", description = "urn:keepwatch:problem:webhook-id-reused")
    @APIResponse(responseCode = "413", description = "urn:keepwatch:problem:too-large")
    @APIResponse(responseCode = "415", description = "urn:keepwatch:problem:media-type")
    @APIResponse(responseCode = "422", description = "urn:keepwatch:problem:hr-event-not-accepted-yet")
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
                    refuseOtherMedia(contentType);
                    if (bytes.length > LARGEST_BODY) {
                        throw Problem.TOO_LARGE.because("an HR event may have " + LARGEST_BODY + " bytes");
                    }
                    if (id == null || !signatures.prove(id, timestamp, signature, bytes)) {
                        throw Problem.SIGNATURE.because(
                                "webhook-id, webhook-timestamp (within five minutes) and a matching webhook-signature"
                                        + " are needed");
                    }
                    return events.take(id, bytes, read(bytes));
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

    private void refuseOtherMedia(@Nullable String contentType) {
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (type.equals(JOSE)) {
            throw Problem.MEDIA_TYPE.because(JOSE + " is not taken yet");
        }
        if (!type.equals(MediaType.APPLICATION_JSON)) {
            throw Problem.MEDIA_TYPE.because("expected " + JOSE + " or, where allowed, " + MediaType.APPLICATION_JSON);
        }
        if (!config.allowPlain()) {
            throw Problem.MEDIA_TYPE.because("this door takes encrypted events only");
        }
    }

    private HrNotice read(byte[] body) {
        return switch (HrNoticeReader.read(body, clock.instant())) {
            case HrNoticeReader.Reading.Unreadable unreadable ->
                throw Problem.UNREADABLE.because("the body is not an HR event", unreadable.violations());
            case HrNoticeReader.Reading.Readable(HrNotice notice) -> {
                if (!notice.event().accepted()) {
                    throw Problem.EVENT_NOT_ACCEPTED_YET.because(notice.event().wireName()
                            + " is not accepted yet; accepted: " + HrEventName.acceptedNames());
                }
                yield notice;
            }
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
