package io.keepwatch.evaluator.judging;

import io.keepwatch.rules.engine.Excepted;
import io.keepwatch.rules.engine.Outcome;
import io.keepwatch.rules.judgement.RuleFailure;
import java.util.List;

/** Told by the tasks what happens in them, on their threads; must return at once and never throw. */
public interface Journal {
    /** Rules could not judge an activity of this person; the others did. */
    void failed(String subject, List<RuleFailure> failures);

    /** Matches of an activity that were not reported, by someone's decision. */
    void excepted(List<Excepted> excepted);

    /** The habit of somebody was asked about an activity. */
    void asked(Outcome.Habit habit);

    /** The tally of a partition as of the write that belongs to the running commit, or as restored when the task starts. */
    void kept(int partition, Tally tally);

    /** The partition is no longer judged here. */
    void left(int partition);
}
