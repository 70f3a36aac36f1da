package io.keepwatch.evaluator.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Alert;
import io.keepwatch.evaluator.catalogue.ExceptionHits;
import io.keepwatch.evaluator.catalogue.LoadedRules;
import io.keepwatch.evaluator.catalogue.RuleFailures;
import io.keepwatch.evaluator.catalogue.RuleIntake;
import io.keepwatch.evaluator.running.Evaluator;
import io.keepwatch.evaluator.running.LearningWindows;
import io.keepwatch.evaluator.trial.Trials;
import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleProblem;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The rules, for people and dashboards. */
@Path("/v1/rules")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"analyst", "soc-lead", "rule-admin", "auditor"})
public class RulesResource {
    private static final URI NOT_LOADED = URI.create("urn:keepwatch:problem:rules-not-loaded");
    private static final String RETRY_AFTER_SECONDS = "5";

    private final LoadedRules rules;
    private final RuleFailures failures;
    private final Evaluator evaluator;
    private final RuleIntake intake;
    private final LearningWindows learning;
    private final Trials trials;
    private final ExceptionHits hits;

    RulesResource(
            LoadedRules rules,
            RuleFailures failures,
            Evaluator evaluator,
            RuleIntake intake,
            LearningWindows learning,
            Trials trials,
            ExceptionHits hits) {
        this.hits = hits;
        this.learning = learning;
        this.trials = trials;
        this.rules = rules;
        this.intake = intake;
        this.failures = failures;
        this.evaluator = evaluator;
    }

    /** The rules that judge here. */
    @GET
    @Operation(operationId = "rules", summary = "The rules that judge, live and shadow, with the set's digest")
    @APIResponse(responseCode = "200", description = "The catalogue")
    @APIResponse(responseCode = "503", description = "No rule set could be loaded yet; the status says why")
    public Catalogue rules() {
        RuleBook book = rules.book();
        if (book == null) {
            throw notLoaded();
        }
        return new Catalogue(
                book.digest(),
                book.commit(),
                book.rules().stream().map(Item::of).toList());
    }

    /** How this instance is. */
    @GET
    @Path("status")
    @Operation(operationId = "rulesStatus", summary = "What each instance judges with, and how its last load went")
    @APIResponse(responseCode = "200", description = "One entry per instance that this one knows of: itself")
    public Status status() {
        RuleBook book = rules.book();
        LoadedRules.Attempt last = rules.last();
        return new Status(List.of(new Instance(
                evaluator.instance(),
                evaluator.phase().name().toLowerCase(Locale.ROOT),
                evaluator.obstacle(),
                book == null ? null : book.digest(),
                book == null ? null : book.commit(),
                last == null ? null : LastLoad.of(last),
                trials.state().name().toLowerCase(Locale.ROOT),
                learning.list(),
                rules.quarantined(),
                HeldBack.exceptions(book, hits),
                HeldBack.snoozes(hits),
                failures.list())));
    }

    /** Looks at the rules directory at once instead of at the next turn; a refused set is tried once more. */
    @POST
    @Path("reload")
    @RolesAllowed("rule-admin")
    @Operation(
            operationId = "rulesReload",
            summary = "Looks at the rules directory at once, and says what came of it on this instance")
    @APIResponse(
            responseCode = "200",
            description = "Looked; ok says whether the directory's set judges now, problems why it does not")
    @APIResponse(responseCode = "503", description = "The instance is going away")
    public Reload reload() {
        RuleIntake.Look look = intake.look(true);
        LoadedRules.Attempt attempt = look.attempt();
        if (attempt == null) {
            throw notLoaded();
        }
        return Reload.of(look.changed(), attempt);
    }

    private static HttpProblem notLoaded() {
        return HttpProblem.builder()
                .withType(NOT_LOADED)
                .withStatus(Response.Status.SERVICE_UNAVAILABLE)
                .withTitle("No rule set could be loaded yet")
                .withDetail("GET /v1/rules/status says why")
                .withHeader("Retry-After", RETRY_AFTER_SECONDS)
                .build();
    }

    /**
     * The catalogue.
     *
     * @param digest of the whole set
     * @param commit the Git commit it was made from, where known
     * @param items the rules
     */
    public record Catalogue(String digest, @Nullable String commit, List<Item> items) {}

    /**
     * A rule.
     *
     * @param status {@code live} or {@code shadow}
     * @param version digest of the rule's own files
     * @param types the activity types it looks at
     */
    public record Item(
            String id,
            String title,
            String description,
            String severity,
            String status,
            String version,
            List<String> techniques,
            @Nullable Indicator indicator,
            List<String> types) {
        static Item of(Rule rule) {
            return new Item(
                    rule.id(),
                    rule.title(),
                    rule.description(),
                    rule.severity().name(),
                    rule.mode().name().toLowerCase(Locale.ROOT),
                    rule.version(),
                    rule.techniques(),
                    Indicator.of(rule.indicator()),
                    rule.types().stream().map(ActivityType::wireName).sorted().toList());
        }
    }

    /** The SOP's behavioural indicator a rule covers. */
    public record Indicator(
            int number, @JsonProperty("class") String indicatorClass) {
        static @Nullable Indicator of(Alert.@Nullable Indicator indicator) {
            return indicator == null ? null : new Indicator(indicator.number(), indicator.indicatorClass());
        }
    }

    /** How the instances are. */
    public record Status(List<Instance> instances) {}

    /**
     * An instance.
     *
     * @param state where its evaluation stands
     * @param obstacle why it is not running, where known
     * @param digest of the set it judges with
     * @param lastLoad how the last attempt to load a set went
     * @param candidate how the process is in which new sets are tried: {@code none}, {@code standing}, {@code trying},
     *     {@code cannot_start}
     * @param learning windows that were not judged with for as long as they reach back
     * @param quarantined rules that are switched off here because they kept throwing
     * @param exceptions what the set says is not to be reported, with how often that held something back
     * @param snoozes what analysts snoozed, as far as it held something back
     * @param failures rules that could not judge, since the instance started
     */
    public record Instance(
            String instance,
            String state,
            @Nullable String obstacle,
            @Nullable String digest,
            @Nullable String commit,
            @Nullable LastLoad lastLoad,
            String candidate,
            List<LearningWindows.Learning> learning,
            List<LoadedRules.Quarantined> quarantined,
            List<HeldBack> exceptions,
            List<HeldBack> snoozes,
            List<RuleFailures.Failed> failures) {}

    /**
     * An attempt to load a set.
     *
     * @param digest of the set, where it judges since
     * @param content names the files that were looked at, also those of a refused set
     * @param problems where and why it was refused
     */
    public record LastLoad(
            Instant at,
            boolean ok,
            @Nullable String digest,
            @Nullable String content,
            List<RuleProblem> problems) {
        static LastLoad of(LoadedRules.Attempt attempt) {
            return new LastLoad(attempt.at(), attempt.ok(), attempt.digest(), attempt.content(), attempt.problems());
        }
    }

    /**
     * What came of a reload.
     *
     * @param changed whether another set judges than before
     * @param ok whether the set in the directory judges
     * @param digest of that set
     * @param content names the files that were looked at, also those of a refused set
     * @param problems where and why it was refused
     */
    public record Reload(
            boolean changed,
            boolean ok,
            Instant at,
            @Nullable String digest,
            @Nullable String content,
            List<RuleProblem> problems) {
        static Reload of(boolean changed, LoadedRules.Attempt attempt) {
            return new Reload(
                    changed, attempt.ok(), attempt.at(), attempt.digest(), attempt.content(), attempt.problems());
        }
    }
}
