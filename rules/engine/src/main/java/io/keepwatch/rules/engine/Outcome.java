package io.keepwatch.rules.engine;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.contracts.Risk;
import io.keepwatch.rules.judgement.RuleFailure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one input led to.
 *
 * @param counting how the input was counted
 * @param alerts alerts raised, or raised again with a higher count; the newest state of each
 * @param unalerted what rules found that only raise evidence, in the shape of alerts: to prove them by; nobody is told
 * @param failures rules that could not judge
 * @param excepted matches of the activity at hand that were not reported, by someone's decision
 * @param monitoring what became of the person's monitoring periods, in order; each is said once
 * @param risks what the person's score came to, in order; mostly nothing has changed it
 * @param due when the person is to be looked at again by a {@link Input.Tick}, or null; it replaces what an earlier
 *     outcome said
 * @param habit whether the person's habit was asked and known
 */
public record Outcome(
        Counting counting,
        List<Alert> alerts,
        List<Alert> unalerted,
        List<RuleFailure> failures,
        List<Excepted> excepted,
        List<MonitoringChange> monitoring,
        List<Risk> risks,
        @Nullable Instant due,
        Habit habit) {

    /** The same with this told of the person's monitoring periods. */
    Outcome withMonitoring(List<MonitoringChange> changes) {
        return new Outcome(counting, alerts, unalerted, failures, excepted, changes, risks, due, habit);
    }

    /** An input that led to nothing. */
    static Outcome nothing(Counting counting, @Nullable Instant due) {
        return new Outcome(
                counting, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), due, Habit.NOT_ASKED);
    }

    /** What the person's habit had to say (B14). */
    public enum Habit {
        /** The activity asks nothing of it. */
        NOT_ASKED,
        /** Too little is known of the person: nothing was claimed. */
        LEARNING,
        /** Enough is known of them. */
        LEARNED
    }

    /** How an input was counted. */
    public enum Counting {
        /** It counts, in its place in time. */
        COUNTED,
        /** It was delivered before; it changes nothing. */
        REPEATED,
        /** It is older than the lateness allowance: judged alone, marked late. */
        LATE,
        /** No rule looks at its type; memory is untouched. */
        UNNOTICED
    }
}
