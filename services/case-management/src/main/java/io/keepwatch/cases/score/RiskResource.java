package io.keepwatch.cases.score;

import io.keepwatch.cases.audit.Caller;
import io.keepwatch.cases.http.Cursor;
import io.keepwatch.cases.http.QueryReader;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
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
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /v1/subjects/{s}/risk}: the score with its working, its history and its picture. */
@Path("/v1/subjects/{subject}/risk")
@Tag(name = "People")
class RiskResource {
    private static final String SVG = "image/svg+xml";
    private static final String SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private static final Set<String> INSTANTS = Set.of("at", "known");
    private static final Set<String> PAGE = Set.of("cursor", "limit");

    private final Scores scores;
    private final SecurityIdentity identity;
    private final Clock domainClock;

    RiskResource(Scores scores, SecurityIdentity identity, Clock domainClock) {
        this.scores = scores;
        this.identity = identity;
        this.domainClock = domainClock;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({"analyst", "soc-lead", "ciso", "auditor", "hr"})
    @Operation(
            operationId = "readRisk",
            summary = "A person's score with its working",
            description = "Of any instant, and as it was known at any time. hr sees people of a case that has asked HR "
                    + "something.")
    @Parameter(
            name = "at",
            in = ParameterIn.QUERY,
            description = "The instant the score is of; now if absent.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Parameter(
            name = "known",
            in = ParameterIn.QUERY,
            description = "Only what was recorded by then counts; everything if absent.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @APIResponse(
            responseCode = "200",
            description = "The score; of somebody of whom nothing was said, the prior.",
            content = @Content(schema = @Schema(implementation = RiskView.class)))
    @APIResponse(responseCode = "400", description = "The query cannot be answered; all violations are listed.")
    @APIResponse(responseCode = "404", description = "The caller may not look at this person.")
    @APIResponse(
            responseCode = "503",
            description = "The store is away, or the model that the score comes from has not arrived yet.")
    public Uni<RiskView> risk(
            @Parameter(description = "The person's key.") @PathParam("subject") String subject, @Context UriInfo uri) {
        QueryReader query = new QueryReader(uri.getQueryParameters(), INSTANTS);
        Instant at = query.time("at");
        Instant known = query.time("known");
        query.verify();
        return scores.risk(subject, at, known, Caller.of(identity));
    }

    @GET
    @Path("history")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({"analyst", "soc-lead", "ciso", "auditor", "hr"})
    @Operation(
            operationId = "readRiskHistory",
            summary = "What was said of a person's score",
            description =
                    "Every record there ever was, the newest first; those that later ones stand in the place of are "
                            + "marked.")
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "nextCursor of the page before.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Most records of the page.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
    @APIResponse(
            responseCode = "200",
            description = "One page.",
            headers =
                    @Header(
                            name = "Link",
                            description = "rel=\"next\", unless this is the last page.",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = HistoryView.class)))
    @APIResponse(responseCode = "400", description = "The query cannot be answered; all violations are listed.")
    @APIResponse(responseCode = "404", description = "The caller may not look at this person.")
    @APIResponse(responseCode = "503", description = "The store is away.")
    public Uni<RestResponse<HistoryView>> history(
            @Parameter(description = "The person's key.") @PathParam("subject") String subject, @Context UriInfo uri) {
        Caller caller = Caller.of(identity);
        QueryReader query = new QueryReader(uri.getQueryParameters(), PAGE);
        String question = query.question("risk-history\n" + subject, caller.id());
        Cursor after = query.cursor(question);
        int limit = query.limit();
        query.verify();
        return scores.history(subject, after, limit, question, caller).map(page -> {
            var response = RestResponse.ResponseBuilder.ok(page);
            if (page.nextCursor() != null) {
                response.header(HttpHeaders.LINK, query.linkToNext(uri.getPath(), page.nextCursor()));
            }
            return response.build();
        });
    }

    @GET
    @Path("chart")
    @Produces(SVG)
    @RolesAllowed({"analyst", "soc-lead", "ciso", "auditor", "hr"})
    @Operation(
            operationId = "drawRisk",
            summary = "A person's score over time, drawn",
            description = "The curve with everything that is known now, on the bands it goes through, and on it what "
                    + "happened; in the person's time zone. Without scripts and without anything from elsewhere.")
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "Where it begins, at most ten years before its end; 90 days before it if absent.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "Where it ends; now if absent.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @APIResponse(
            responseCode = "200",
            description = "The picture.",
            content = @Content(mediaType = SVG, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "400", description = "The query cannot be answered; all violations are listed.")
    @APIResponse(responseCode = "404", description = "The caller may not look at this person.")
    @APIResponse(
            responseCode = "503",
            description = "The store is away, or the model that the score comes from has not arrived yet.")
    public Uni<RestResponse<String>> chart(
            @Parameter(description = "The person's key.") @PathParam("subject") String subject, @Context UriInfo uri) {
        QueryReader query = new QueryReader(uri.getQueryParameters(), ChartSpan.PARAMETERS);
        ChartSpan span = ChartSpan.read(query, domainClock.instant());
        return scores.chart(subject, span, Caller.of(identity))
                .map(svg -> RestResponse.ResponseBuilder.ok(svg, SVG + "; charset=utf-8")
                        .header("Content-Security-Policy", SVG_POLICY)
                        .build());
    }
}
