package io.keepwatch.rules.book;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.rules.badge.Areas;
import io.keepwatch.rules.habit.Holidays;
import io.keepwatch.rules.judgement.CombinationJudge;
import io.keepwatch.rules.judgement.Judge;
import io.keepwatch.rules.judgement.Lists;
import io.keepwatch.rules.judgement.Verdict;
import io.keepwatch.rules.score.WholePerson;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule set that was read, checked and compiled: immutable, named by its digest, shared between threads. */
public interface RuleBook {
    /** Digest of everything the set was read from; two sets with one digest judge alike. */
    String digest();

    /** The Git commit the set was read from, where known. */
    @Nullable
    String commit();

    /** The rules that judge (live and shadow), by {@link Rule#index()}. */
    List<Rule> rules();

    /** The windows the rules need, by {@link WindowDeclaration#index()}; equal declarations of several rules are one. */
    List<WindowDeclaration> windows();

    /** What findings and circumstances say of a person. */
    WholePerson model();

    /** Which doors lead where, by the set's lists. */
    Areas areas();

    /** On which days sites do not work, by the set's lists. */
    Holidays holidays();

    /** The lists that conditions ask, and the words that the engine asks for itself. */
    default Lists lists() {
        return new Lists(Map.of());
    }

    /** What an activity of this type feeds and which rules look at it. */
    TypePlan plan(ActivityType type);

    /** The same set with these rules switched off; everything that is remembered is remembered as before. */
    RuleBook without(Set<String> rules);

    /** A judge for one thread; it keeps sessions that are reused empty. */
    Judge newJudge();

    /** A judge of what was found, for one thread; in a set without combinations there is nobody to ask. */
    default CombinationJudge newCombinationJudge() {
        return (kind, time, values) -> Verdict.NOTHING;
    }
}
