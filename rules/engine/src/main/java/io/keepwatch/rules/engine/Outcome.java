package io.keepwatch.rules.engine;

import io.keepwatch.contracts.Alert;
import io.keepwatch.rules.judgement.RuleFailure;
import java.util.List;

/**
 * What one input led to.
 *
 * @param counting how the input was counted
 * @param alerts alerts raised, or raised again with a higher count; the newest state of each
 * @param failures rules that could not judge
 * @param excepted matches of the activity at hand that were not reported, by someone's decision
 */
public record Outcome(Counting counting, List<Alert> alerts, List<RuleFailure> failures, List<Excepted> excepted) {

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
