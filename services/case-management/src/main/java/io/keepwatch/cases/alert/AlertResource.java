package io.keepwatch.cases.alert;

import io.keepwatch.cases.audit.Caller;
import io.keepwatch.cases.http.QueryReader;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
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

/** {@code GET /v1/alerts}, one alert, what became of it, and how much rules say. */
@Path("/v1/alerts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Alerts")
class AlertResource {
    private static final String PATH = "/v1/alerts";

    private final Alerts alerts;
    private final SecurityIdentity identity;
    private final Clock domainClock;

    AlertResource(Alerts alerts, SecurityIdentity identity, Clock domainClock) {
        this.alerts = alerts;
        this.identity = identity;
        this.domainClock = domainClock;
    }

    @GET
    @RolesAllowed({"analyst", "soc-lead", "ciso", "auditor", "welfare"})
    @Operation(
            operationId = "listAlerts",
            summary = "List alerts",
            description = "Live alerts that match all filters, newest first unless ordered otherwise. Filters that are "
                    + "lists may be repeated or hold several words separated by commas. Alerts of the route welfare are "
                    + "seen by the role welfare only, which sees no others.")
    @Parameter(
            name = "subject",
            in = ParameterIn.QUERY,
            description = "The person's key.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "rule",
            in = ParameterIn.QUERY,
            description = "The rule's id.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "case",
            in = ParameterIn.QUERY,
            description = "Attached to this case.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "severity",
            in = ParameterIn.QUERY,
            description = "One or more.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"P1", "P2", "P3", "P4"}))
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "One or more.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"open", "acknowledged", "remediated", "dismissed"}))
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "First instant of `at`, included.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "End of `at`, not included.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Parameter(
            name = "mode",
            in = ParameterIn.QUERY,
            description = "shadow lists the alerts of shadow rules, and only these.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"live", "shadow"},
                            defaultValue = "live"))
    @Parameter(
            name = "order",
            in = ParameterIn.QUERY,
            description = "Newest first; most severe first; or by what the person could reach (crown jewels, then "
                    + "privileged, then the rest). Level alerts follow newest first.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"-at", "-severity", "-exposure"},
                            defaultValue = "-at"))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "nextCursor of the page before, with the same filters.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Most alerts of the page.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
    @APIResponse(
            responseCode = "200",
            description = "One page.",
            headers =
                    @Header(
                            name = "Link",
                            description = "rel=\"next\", unless this is the last page.",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = AlertView.Page.class)))
    @APIResponse(responseCode = "400", description = "The query cannot be answered; all violations are listed.")
    @APIResponse(responseCode = "503", description = "The store is away.")
    public Uni<RestResponse<AlertView.Page>> list(@Context UriInfo uri) {
        QueryReader reader = new QueryReader(uri.getQueryParameters(), AlertQuery.PARAMETERS);
        AlertQuery query = AlertQuery.read(reader);
        return alerts.list(query, Caller.of(identity)).map(page -> {
            var response = RestResponse.ResponseBuilder.ok(page);
            if (page.nextCursor() != null) {
                response.header(HttpHeaders.LINK, reader.linkToNext(PATH, page.nextCursor()));
            }
            return response.build();
        });
    }

    @GET
    @Path("summary")
    @RolesAllowed({"analyst", "soc-lead", "ciso", "auditor", "welfare"})
    @Operation(
            operationId = "summariseAlerts",
            summary = "Count alerts by rule and day",
            description =
                    "How much each rule says and of how many people, without naming them; mode=shadow tells whether "
                            + "a shadow rule is ready to be promoted.")
    @Parameter(
            name = "mode",
            in = ParameterIn.QUERY,
            description = "shadow counts the alerts of shadow rules, and only these.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"live", "shadow"},
                            defaultValue = "live"))
    @Parameter(
            name = "rule",
            in = ParameterIn.QUERY,
            description = "The rule's id.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "First instant of `at`, included; 30 days before `to` unless said.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "End of `at`, not included; now unless said.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @APIResponse(
            responseCode = "200",
            description = "All days on which any alert was raised.",
            content = @Content(schema = @Schema(implementation = AlertSummary.class)))
    @APIResponse(responseCode = "400", description = "The query cannot be answered; all violations are listed.")
    @APIResponse(responseCode = "503", description = "The store is away.")
    public Uni<AlertSummary> summary(@Context UriInfo uri) {
        QueryReader reader = new QueryReader(uri.getQueryParameters(), AlertSummary.Question.PARAMETERS);
        return alerts.summary(AlertSummary.Question.read(reader, domainClock.instant()), Caller.of(identity));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({"analyst", "soc-lead", "ciso", "auditor", "welfare"})
    @Operation(operationId = "readAlert", summary = "Read one alert", description = "Live or shadow.")
    @APIResponse(
            responseCode = "200",
            description = "The alert.",
            content = @Content(schema = @Schema(implementation = AlertView.class)))
    @APIResponse(responseCode = "404", description = "There is no such alert, or none that the reader may see.")
    @APIResponse(responseCode = "503", description = "The store is away.")
    public Uni<AlertView> read(@Parameter(description = "The alert's id.") @PathParam("id") String id) {
        return alerts.read(id, Caller.of(identity));
    }

    @POST
    @Path("{id}/status")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"analyst", "soc-lead", "welfare"})
    @Operation(
            operationId = "sayAlertStatus",
            summary = "Say what became of an alert",
            description =
                    "Activity after it was remediated or dismissed opens it again, and whoever was told is told again.")
    @APIResponse(
            responseCode = "200",
            description = "The alert as it stands now.",
            content = @Content(schema = @Schema(implementation = AlertView.class)))
    @APIResponse(responseCode = "400", description = "The body cannot be used; all violations are listed.")
    @APIResponse(responseCode = "404", description = "There is no such alert, or none that the reader may see.")
    @APIResponse(responseCode = "503", description = "The store is away.")
    public Uni<AlertView> say(
            @Parameter(description = "The alert's id.") @PathParam("id") String id, @Nullable StatusRequest request) {
        return alerts.say(id, StatusRequest.check(request), Caller.of(identity));
    }
}
