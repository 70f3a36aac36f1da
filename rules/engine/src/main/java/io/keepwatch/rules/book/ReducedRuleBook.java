package io.keepwatch.rules.book;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.rules.badge.Areas;
import io.keepwatch.rules.habit.Holidays;
import io.keepwatch.rules.judgement.CombinationJudge;
import io.keepwatch.rules.judgement.Judge;
import io.keepwatch.rules.judgement.Lists;
import io.keepwatch.rules.score.WholePerson;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule set with some of its rules switched off. They stand in it as before, and what they need is remembered: the state
 * of a person does not depend on what one instance switched off.
 */
record ReducedRuleBook(CompiledRuleBook whole, Set<String> off) implements RuleBook {
    @Override
    public String digest() {
        return whole.digest();
    }

    @Override
    public @Nullable String commit() {
        return whole.commit();
    }

    @Override
    public List<Rule> rules() {
        return whole.rules();
    }

    @Override
    public List<WindowDeclaration> windows() {
        return whole.windows();
    }

    @Override
    public WholePerson model() {
        return whole.model();
    }

    @Override
    public Areas areas() {
        return whole.areas();
    }

    @Override
    public Holidays holidays() {
        return whole.holidays();
    }

    @Override
    public Lists lists() {
        return whole.lists();
    }

    @Override
    public TypePlan plan(ActivityType type) {
        return whole.plan(type);
    }

    @Override
    public RuleBook without(Set<String> rules) {
        return whole.without(rules);
    }

    @Override
    public Judge newJudge() {
        return whole.newJudge(off);
    }

    @Override
    public CombinationJudge newCombinationJudge() {
        return whole.newCombinationJudge(off);
    }
}
