package io.keepwatch.cases.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertActivity;
import io.keepwatch.contracts.Severity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An alert as the API shows it: the topic's own shape, with what became of it. What is not known is left out. */
@Schema(name = "Alert", description = "A rule's finding about a person, grouped under its anchor.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AlertView(
        @Schema(description = "Derived from rule, subject and anchor; the same for every delivery.")
        String id,

        @Schema(description = "The rule's id.", examples = "bulk-download")
        String rule,

        @Schema(description = "Digest of the rule's own files.")
        String ruleVersion,

        @Schema(description = "Digest of the set that judged.")
        String ruleSet,

        @Schema(description = "The set's Git commit, where known.") @Nullable
        String commit,

        @Schema(description = "P1 is the most urgent.") Severity severity,

        @Schema(description = "The person's key.") String subject,

        @Schema(description = "True while the subject is not a known person; otherwise absent.") @Nullable
        Boolean unresolved,

        @Schema(description = "One line; names the account.")
        String title,

        @Schema(description = "Why it matters and what to do next, for a responder who is not a specialist.")
        String description,

        @Schema(description = "ATT&CK techniques.") List<String> attack,

        @Schema(description = "What the finding is grouped under, for example the person's day.")
        String anchor,

        @Schema(description = "Event time at which the condition was first met.")
        Instant at,

        @Schema(description = "Domain time of the first publication.")
        Instant raisedAt,

        @Schema(description = "The earliest of the activities.")
        Instant firstActivityAt,

        @Schema(description = "Activities that match under the anchor.")
        long count,

        @Schema(description = "The matching activities and what stood in their windows, the first 100 by time.")
        List<ActivityView> activities,

        @Schema(description = "Ids of the alerts that a combination is made of.")
        List<String> members,

        @Schema(description = "The incident this alert is folded under.") @Nullable
        String foldedInto,

        @Schema(description = "The behavioural indicator of the SOP, if the rule covers one.") @Nullable
        IndicatorView indicator,

        @Schema(description = "live or shadow.", examples = "live")
        String mode,

        @Schema(description = "True if it was judged alone because its activity came too late; otherwise absent.")
        @Nullable
        Boolean late,

        @Schema(description = "welfare if it is for those who look after people; otherwise absent.") @Nullable
        String route,

        @Schema(description = "What became of it: open, acknowledged, remediated or dismissed.")
        String status,

        @JsonProperty("case") @Schema(description = "The case it is attached to, if any.") @Nullable
        UUID caseId) {

    /** An activity as an alert names it. */
    @Schema(name = "AlertActivity", description = "Enough to find the activity again and to say whose account it was.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ActivityView(
            String source,
            String id,
            Instant time,
            String type,
            @Nullable String user,
            @Nullable String host) {

        static ActivityView of(AlertActivity activity) {
            return new ActivityView(
                    activity.source(),
                    activity.id(),
                    activity.time(),
                    activity.type(),
                    activity.user(),
                    activity.host());
        }
    }

    /** The SOP's indicator. */
    @Schema(name = "Indicator", description = "A behavioural indicator of OPS-SOP-019.")
    record IndicatorView(
            @Schema(description = "1 to 13.") int number,

            @JsonProperty("class") @Schema(description = "high or medium.")
            String indicatorClass) {}

    /** One page of alerts. */
    @Schema(name = "AlertPage", description = "One page; nextCursor is null on the last one.")
    record Page(List<AlertView> items, @Nullable String nextCursor) {}

    static AlertView of(KeptAlert kept) {
        Alert alert = kept.alert();
        return new AlertView(
                alert.id(),
                alert.rule(),
                alert.ruleVersion(),
                alert.ruleSet(),
                alert.commit(),
                alert.severity(),
                alert.subject(),
                alert.unresolved() ? true : null,
                alert.title(),
                alert.description(),
                alert.attack(),
                alert.anchor(),
                alert.at(),
                kept.raisedAt(),
                alert.firstActivityAt(),
                alert.count(),
                alert.activities().stream().map(ActivityView::of).toList(),
                alert.members(),
                alert.foldedInto(),
                alert.indicator() == null
                        ? null
                        : new IndicatorView(
                                alert.indicator().number(), alert.indicator().indicatorClass()),
                AlertEntity.wireName(alert.mode()),
                alert.late() ? true : null,
                alert.route() == Alert.Route.WELFARE ? AlertEntity.wireName(alert.route()) : null,
                kept.status().wireName(),
                kept.caseId());
    }
}
