package io.keepwatch.ingestion.activity;

import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.ingestion.IngestionConfig;
import io.keepwatch.ingestion.Loading;
import io.keepwatch.ingestion.body.UnpackedBody;
import io.keepwatch.ingestion.format.InputFormat;
import io.keepwatch.ingestion.http.Answer;
import io.keepwatch.ingestion.http.Problems;
import io.keepwatch.ingestion.http.RequestGate;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.arc.All;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The door for activity. */
@Path("/v1/activity")
@Tag(name = "Activity")
class ActivityResource {
    private final Reception reception;
    private final RequestGate gate;
    private final Loading loading;
    private final JsonWebToken token;
    private final IngestionConfig config;
    private final Map<String, InputFormat> formats = new TreeMap<>();

    ActivityResource(
            Reception reception,
            RequestGate gate,
            Loading loading,
            JsonWebToken token,
            IngestionConfig config,
            @All List<InputFormat> formats) {
        this.reception = reception;
        this.gate = gate;
        this.loading = loading;
        this.token = token;
        this.config = config;
        formats.forEach(format -> this.formats.put(format.name(), format));
    }

    @POST
    @RolesAllowed("event-writer")
    @RunOnVirtualThread
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "postActivity",
            summary = "Takes in activity; answers once every accepted line is durable",
            description = """
                    One activity a line, a JSON list of them, or CloudEvents; gzip is unpacked (`Content-Encoding: \
                    gzip`). Bad lines are rejected one by one, the good ones of the same request are kept. An activity \
                    without an `id` gets one derived from its own content. Delivery is at least once; an activity \
                    counts once by its source and id, so a request that was not answered 202 can be sent again.

                    Limits: 1,000,000 bytes a line, 2,000,000,000 bytes a request after unpacking, no time more than \
                    10 minutes ahead or before the year 2000.""")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = SchemaType.STRING)),
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(description = "One activity, or a list of them.")),
                @Content(
                        mediaType = "application/cloudevents+json",
                        schema = @Schema(description = "A CloudEvent 1.0 with an activity as its data.")),
                @Content(
                        mediaType = "application/cloudevents-batch+json",
                        schema = @Schema(description = "A list of CloudEvents 1.0 with activities as their data.")),
                @Content(
                        mediaType = "text/plain",
                        schema =
                                @Schema(
                                        type = SchemaType.STRING,
                                        description = "The lines of the format that `format` names.")),
                @Content(
                        mediaType = "application/octet-stream",
                        schema =
                                @Schema(
                                        type = SchemaType.STRING,
                                        format = "binary",
                                        description = "The lines of the format that `format` names."))
            })
    @APIResponse(
            responseCode = "202",
            description = "All accepted lines are durable.",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Answer.class)))
    @APIResponse(
            responseCode = "400",
            description = "Nothing was readable (`urn:keepwatch:problem:unreadable`, with the rejected lines), or a"
                    + " parameter is wrong (`urn:keepwatch:problem:parameter`).",
            content = @Content(mediaType = "application/problem+json"))
    @APIResponse(responseCode = "401", description = "No token, or none that is valid.")
    @APIResponse(
            responseCode = "403",
            description = "The role is missing, or the token does not grant the source"
                    + " (`urn:keepwatch:problem:source`).",
            content = @Content(mediaType = "application/problem+json"))
    @APIResponse(
            responseCode = "413",
            description = "Over the size limit (`urn:keepwatch:problem:too-large`): lines up to `settledLines` are"
                    + " durable or rejected.",
            content = @Content(mediaType = "application/problem+json"))
    @APIResponse(
            responseCode = "415",
            description = "Neither a content type nor an encoding that is read here"
                    + " (`urn:keepwatch:problem:media-type`).",
            content = @Content(mediaType = "application/problem+json"))
    @APIResponse(
            responseCode = "429",
            description = "Too much is on its way (`urn:keepwatch:problem:overloaded`): lines up to `settledLines`"
                    + " are durable or rejected; send the rest after `Retry-After` seconds.",
            content = @Content(mediaType = "application/problem+json"))
    @APIResponse(
            responseCode = "503",
            description = "Not everything could be stored (`urn:keepwatch:problem:unavailable`): lines up to"
                    + " `settledLines` are durable or rejected; send the rest after `Retry-After` seconds.",
            content = @Content(mediaType = "application/problem+json"))
    public Response post(
            @Parameter(description = "Another input format than the content type's own: its own lines are the body.")
                    @QueryParam("format")
                    @Nullable
                    String format,
            @Parameter(
                            description = "Names the feed; without it the CloudEvents source, else the client id. The"
                                    + " token's claim `sources` must hold it.")
                    @QueryParam("source")
                    @Nullable
                    String source,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_ENCODING) @Nullable String contentEncoding,
            InputStream body)
            throws IOException {
        BodyForm form = BodyForm.of(contentType);
        if (form == null) {
            throw Problems.mediaType("Expected application/x-ndjson, application/json, application/cloudevents+json,"
                            + " application/cloudevents-batch+json, or text/plain with ?format=, in UTF-8")
                    .build();
        }
        if (!UnpackedBody.unpacks(contentEncoding)) {
            throw Problems.encoding().build();
        }
        InputFormat chosen = format(form, format);
        SourceGrant grant = SourceGrant.of(token);
        checkSource(source, grant);
        if (!loading.isDone()) {
            return Problems.unavailable("The service is starting", config.retryAfter())
                    .build()
                    .toResponse();
        }
        try (RequestGate.Pass _ = gate.enter()) {
            return answer(reception.take(
                    form.cut(new UnpackedBody(body, contentEncoding, config.largestBody()), config.longestLine()),
                    chosen.newDecoder(),
                    grant,
                    source));
        }
    }

    private InputFormat format(BodyForm form, @Nullable String named) {
        String name = named != null ? named : form.format();
        InputFormat format = name == null ? null : formats.get(name);
        if (format == null) {
            String known = "format: expected one of " + String.join(", ", formats.keySet());
            throw (name == null ? Problems.mediaType(known) : Problems.parameter(known)).build();
        }
        return format;
    }

    private static void checkSource(@Nullable String source, SourceGrant grant) {
        if (source == null) {
            return;
        }
        if (source.isBlank()
                || source.length() > ActivityDraft.LONGEST_KEY
                || source.chars().anyMatch(Character::isISOControl)) {
            throw Problems.parameter("source: expected 1 to " + ActivityDraft.LONGEST_KEY
                            + " characters, not blank, none of them a control character")
                    .build();
        }
        if (!grant.holds(source)) {
            throw Problems.source().build();
        }
    }

    private Response answer(Outcome outcome) {
        return switch (outcome.ending()) {
            case COMPLETE -> complete(outcome);
            case TOO_LARGE -> with(Problems.tooLarge(outcome.detail()), outcome);
            case OVERLOADED ->
                with(Problems.overloaded("Lines after settledLines were not stored", config.retryAfter()), outcome);
            case UNAVAILABLE ->
                with(Problems.unavailable("Lines after settledLines may not be stored", config.retryAfter()), outcome);
            case FOREIGN_SOURCE -> with(Problems.source(), outcome);
        };
    }

    private static Response complete(Outcome outcome) {
        Answer answer = outcome.answer();
        if (!outcome.readable()) {
            String detail = answer.rejectedCount() == 0 ? "The body is empty" : "No line of the body is of its format";
            return with(Problems.unreadable(detail), outcome);
        }
        return Response.status(Response.Status.ACCEPTED).entity(answer).build();
    }

    private static Response with(HttpProblem.Builder problem, Outcome outcome) {
        return problem.with("accepted", outcome.answer().accepted())
                .with("rejected", outcome.answer().rejected())
                .with("rejectedCount", outcome.answer().rejectedCount())
                .with("settledLines", outcome.settledLines())
                .build()
                .toResponse();
    }
}
