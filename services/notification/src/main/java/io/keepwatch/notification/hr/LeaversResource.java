package io.keepwatch.notification.hr;

import io.keepwatch.notification.Database;
import io.keepwatch.notification.Problem;
import io.keepwatch.notification.Problem.Violation;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Lists of people whose access must be gone, from a ticket or an export of HR's (S1-01). */
@Path("/v1/hr/leavers")
public class LeaversResource {
    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";

    private final Leavers leavers;
    private final HrConfig config;
    private final Clock clock;

    LeaversResource(Leavers leavers, HrConfig config, Clock clock) {
        this.leavers = leavers;
        this.config = config;
        this.clock = clock;
    }

    @POST
    @RolesAllowed("hr-notifier")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "importLeavers",
            summary = "Takes a list of people whose access must be gone",
            description = "text/csv with a header, or application/x-ndjson: subject, effective (a day; without it now),"
                    + " ticket. Each person who is not known to leave becomes a termination event; of one who was to"
                    + " leave on another day that is withdrawn first. The same list again changes nothing. Lines that"
                    + " say nothing are told by number and field, the others count. With dryRun=true nothing changes.")
    @APIResponse(
            responseCode = "200",
            description = "How the list differs from what is known",
            content = @Content(schema = @Schema(implementation = LeaversAnswer.class)))
    @APIResponse(responseCode = "400", description = "urn:keepwatch:problem:unreadable: no line can be used")
    @APIResponse(responseCode = "415", description = "urn:keepwatch:problem:media-type")
    @APIResponse(
            responseCode = "503",
            description = "urn:keepwatch:problem:unavailable, with Retry-After; the same list may be sent again")
    public Uni<LeaversAnswer> take(
            @HeaderParam("Content-Type") @Nullable String contentType,
            @QueryParam("dryRun") @Nullable String dryRun,
            byte @Nullable [] body) {
        LeaverFile.Content content = read(contentType, text(body));
        return leavers.take(content, flag(dryRun))
                .onFailure(failure -> !(failure instanceof HttpProblem) && Database.isAway(failure))
                .transform(failure -> Problem.UNAVAILABLE.because("the same list may be sent again"));
    }

    private LeaverFile.Content read(@Nullable String contentType, String text) {
        Instant now = clock.instant();
        Horizon horizon = Horizon.at(now, config.earliest(), config.mostAhead());
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        try {
            return switch (type) {
                case CSV -> LeaverFile.csv(text, horizon);
                case NDJSON -> LeaverFile.ndjson(text, horizon);
                default -> throw Problem.MEDIA_TYPE.because("expected " + CSV + " or " + NDJSON);
            };
        } catch (LeaverFile.UnusableException e) {
            throw Problem.UNREADABLE.because(
                    "the list cannot be used", List.of(new Violation("body", String.valueOf(e.getMessage()))));
        }
    }

    private static String text(byte @Nullable [] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body == null ? new byte[0] : body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.UNREADABLE.because(
                    "the list cannot be used", List.of(new Violation("body", "expected UTF-8")));
        }
    }

    private static boolean flag(@Nullable String dryRun) {
        return switch (dryRun) {
            case null -> false;
            case "false" -> false;
            case "true", "" -> true;
            default ->
                throw Problem.UNREADABLE.because(
                        "the query cannot be read", List.of(new Violation("dryRun", "expected true or false")));
        };
    }
}
