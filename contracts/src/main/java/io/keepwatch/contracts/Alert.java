package io.keepwatch.contracts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule's finding about a person, grouped under its anchor; the value of {@link Topic#ALERT}. Its id derives from rule,
 * subject and anchor, so that a later record with the same id replaces the earlier one. An alert once raised is never
 * taken back; its count only grows. Written and read by {@link AlertJson}.
 *
 * @param id derived from rule, subject and anchor; the same however often the input is replayed
 * @param rule the rule's id
 * @param ruleVersion digest of the rule's own files
 * @param ruleSet digest of the set that judged
 * @param commit the set's Git commit, where known
 * @param severity P1 to P4
 * @param subject the person's key
 * @param unresolved true while the subject is not a known person
 * @param title one line, names the account
 * @param description why it matters and the next steps for a responder who is not a specialist
 * @param attack ATT&amp;CK technique ids
 * @param anchor what the finding is grouped under, for example the person's calendar day
 * @param at event time at which the condition was first met
 * @param raisedAt domain time of publication
 * @param firstActivityAt the earliest of {@code activities}
 * @param count activities that match under the anchor
 * @param activities the matching activities and what stood in their windows, the first {@link #MOST_ACTIVITIES} by time
 * @param members ids of the alerts that a combination is made of
 * @param foldedInto the incident this alert is folded under, if any
 * @param indicator the SOP's behavioural indicator, if the rule covers one
 * @param mode live or shadow
 * @param late true if it was judged alone because its activity came after the lateness allowance
 * @param route to whom it goes
 */
public record Alert(
        String id,
        String rule,
        String ruleVersion,
        String ruleSet,
        @Nullable String commit,
        Severity severity,
        String subject,
        boolean unresolved,
        String title,
        String description,
        List<String> attack,
        String anchor,
        Instant at,
        Instant raisedAt,
        Instant firstActivityAt,
        long count,
        List<AlertActivity> activities,
        List<String> members,
        @Nullable String foldedInto,
        @Nullable Indicator indicator,
        Mode mode,
        boolean late,
        Route route) {

    /** How many activities an alert names. */
    public static final int MOST_ACTIVITIES = 100;

    public Alert {
        attack = List.copyOf(attack);
        activities = List.copyOf(activities);
        members = List.copyOf(members);
    }

    /** A live rule opens cases and moves scores, a shadow rule is only recorded. */
    public enum Mode {
        LIVE,
        SHADOW
    }

    /** Whom an alert is for. */
    public enum Route {
        /** Those who investigate: nearly every alert's, and that of one which does not say. */
        INVESTIGATION,
        /** Those who look after people (S3-32): it opens no investigation and is held against nobody. */
        WELFARE
    }

    /**
     * The behavioural indicator of OPS-SOP-019.
     *
     * @param number 1 to 13
     * @param indicatorClass high or medium; {@code class} in JSON
     */
    public record Indicator(int number, String indicatorClass) {}
}
