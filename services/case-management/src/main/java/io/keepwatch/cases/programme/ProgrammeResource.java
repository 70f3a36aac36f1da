package io.keepwatch.cases.programme;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /v1/metrics/programme}. */
@Path("/v1/metrics/programme")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Programme")
class ProgrammeResource {
    private static final double ALL = 1.0;

    private final ProgrammeStore store;
    private final ProgrammeConfig config;
    private final Clock domainClock;

    ProgrammeResource(ProgrammeStore store, ProgrammeConfig config, Clock domainClock) {
        this.store = store;
        this.config = config;
        this.domainClock = domainClock;
    }

    @GET
    @RolesAllowed({"analyst", "soc-lead", "ciso", "auditor"})
    @Operation(
            operationId = "readProgrammeMetrics",
            summary = "The programme's metrics",
            description =
                    "Each with its formula, numerator and denominator, over everything that is kept. Numbers name "
                            + "nobody.")
    @APIResponse(
            responseCode = "200",
            description = "As of now.",
            content = @Content(schema = @Schema(implementation = Metric.Programme.class)))
    @APIResponse(responseCode = "503", description = "The store is away.")
    public Uni<Metric.Programme> metrics() {
        Instant now = domainClock.instant();
        List<Metric> metrics = new ArrayList<>();
        return Panache.withSession(() -> store.accountsDisabled(now)
                .invoke(counts -> metrics.add(accountsDisabled(counts)))
                .chain(() -> store.toldByHr(now, config.departureToldWithin(), config.eventToldWithin()))
                .invoke(counts -> metrics.add(toldByHr(counts)))
                .chain(() -> store.confirmed(now, config.confirmedWithin()))
                .invoke(counts -> metrics.add(confirmed(counts)))
                .map(_ -> new Metric.Programme(now, List.copyOf(metrics))));
    }

    private static Metric accountsDisabled(Metric.Counts counts) {
        return Metric.of(
                "offboarding-accounts-disabled",
                "S2-111",
                "Accounts disabled in time after a departure",
                "departures with disable-accounts done by its deadline / departures with disable-accounts done, or past "
                        + "its deadline; withdrawn terminations are no departures",
                ALL,
                counts);
    }

    private Metric toldByHr(Metric.Counts counts) {
        return Metric.of(
                "hr-notification",
                "S2-112",
                "HR told us in time",
                "mandatory events received in time / mandatory events received, and people retired without one; in time: "
                        + "a termination within " + words(config.departureToldWithin())
                        + " of the departure, any other "
                        + "event within " + words(config.eventToldWithin())
                        + " of its occurrence; withdrawn ones are none",
                ALL,
                counts);
    }

    private Metric confirmed(Metric.Counts counts) {
        return Metric.of(
                "hr-confirmation",
                "S2-103",
                "HR was told in time that monitoring is active",
                "events that begin monitoring with a confirmation delivered within " + words(config.confirmedWithin())
                        + " of when it could begin / such events confirmed, or past that time",
                ALL,
                counts);
    }

    private static String words(Duration time) {
        return time.toHours() > 0 && time.toMinutesPart() == 0 ? time.toHours() + " h" : time.toMinutes() + " min";
    }
}
