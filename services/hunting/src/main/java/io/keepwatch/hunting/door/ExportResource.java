package io.keepwatch.hunting.door;

import io.keepwatch.hunting.HuntingConfig;
import io.keepwatch.hunting.asking.Asked;
import io.keepwatch.hunting.asking.ExportAnswer;
import io.keepwatch.hunting.asking.ExportFormat;
import io.keepwatch.hunting.audit.AuditTrail;
import io.keepwatch.hunting.audit.Caller;
import io.keepwatch.hunting.audit.Look;
import io.keepwatch.hunting.http.Desk;
import io.keepwatch.hunting.http.QueryReader;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /v1/hunt/export}: a whole answer as a file, sorted by person and time. */
@Path("/v1/hunt/export")
@Tag(name = "Hunt")
class ExportResource {
    /** How many activities answer the question. */
    static final String FOUND = "Keepwatch-Found";
    /** How many of them the file has: fewer if the limit leaves some out. */
    static final String WRITTEN = "Keepwatch-Written";

    private static final Set<String> PARAMETERS = Set.of("q", "from", "to", "format", "limit");

    private final Answering answering;
    private final Desk desk;
    private final AuditTrail trail;
    private final SecurityIdentity identity;
    private final int largest;

    ExportResource(Answering answering, Desk desk, AuditTrail trail, SecurityIdentity identity, HuntingConfig config) {
        this.answering = answering;
        this.desk = desk;
        this.trail = trail;
        this.identity = identity;
        largest = config.largestExport();
    }

    @GET
    @Produces(MediaType.WILDCARD)
    @RolesAllowed({"analyst", "soc-lead"})
    @Operation(
            operationId = "huntExport",
            summary = "Export activities",
            description =
                    "The whole answer, sorted by person and time. Whether a limit leaves some out is said before the "
                            + "first is written. A file that ends before its time breaks the connection off.")
    @Parameter(
            name = "q",
            in = ParameterIn.QUERY,
            description = "The question; without one, everything.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "First instant, included.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "End, not included.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "format",
            in = ParameterIn.QUERY,
            description = "NDJSON is what a backtest reads.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"csv", "ndjson", "parquet"},
                            defaultValue = "ndjson"))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Most activities; as many as the service allows, unless given.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
    @APIResponse(
            responseCode = "200",
            description = "The file.",
            headers = {
                @Header(
                        name = FOUND,
                        description = "How many activities answer the question.",
                        schema = @Schema(type = SchemaType.INTEGER)),
                @Header(
                        name = WRITTEN,
                        description = "How many of them the file has.",
                        schema = @Schema(type = SchemaType.INTEGER))
            },
            content = {
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "application/x-ndjson", schema = @Schema(implementation = ActivityView.class)),
                @Content(
                        mediaType = "application/vnd.apache.parquet",
                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(responseCode = "400", description = "The question or another parameter cannot be understood.")
    @APIResponse(responseCode = "422", description = "It takes too long, or needs too much memory.")
    @APIResponse(responseCode = "429", description = "Too many questions at once.")
    @APIResponse(responseCode = "503", description = "The store is away, or the audit trail.")
    public Response export(@Context UriInfo uri, @Context RoutingContext request) {
        QueryReader reader = new QueryReader(uri.getQueryParameters(), PARAMETERS);
        ExportFormat format =
                reader.word("format", List.of(ExportFormat.values()), ExportFormat::wireName, ExportFormat.NDJSON);
        int limit = reader.number("limit", largest, 1, largest);
        Asked asked = reader.asked();
        Desk.Visit visit = desk.admit(request);
        ExportStream stream = new ExportStream(visit, format);
        try {
            ExportAnswer answer = desk.answer(visit, cancellation -> {
                ExportAnswer opened = stream.of(answering.export().of(asked, limit, cancellation));
                trail.record(
                        Caller.of(identity),
                        Look.at("hunt.export", reader.trail(), opened.subjects(), opened.people()));
                return opened;
            });
            request.addEndHandler(_ -> stream.closeUnlessBegun());
            return Response.ok(stream, format.mediaType())
                    .header(FOUND, answer.found())
                    .header(WRITTEN, answer.written())
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"hunt." + format.wireName() + "\"")
                    .build();
        } catch (RuntimeException e) {
            stream.closeUnlessBegun();
            throw e;
        }
    }
}
