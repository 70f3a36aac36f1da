package io.keepwatch.rules.judgement;

import java.time.Instant;

/** Asks every combination of a set about one finding. Keeps nothing between two findings. Not thread-safe. */
@FunctionalInterface
public interface CombinationJudge {
    /**
     * @param kind what was found
     * @param time when the activity happened in which it was found
     * @param values the windows over evidence as of then
     * @return the rules that match, and those that failed; a rule that fails does not keep the others from judging
     */
    Verdict judge(String kind, Instant time, EvidenceValues values);
}
