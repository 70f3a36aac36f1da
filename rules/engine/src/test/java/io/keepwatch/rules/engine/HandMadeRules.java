package io.keepwatch.rules.engine;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.Severity;
import io.keepwatch.rules.badge.Areas;
import io.keepwatch.rules.book.Grouping;
import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleFolder;
import io.keepwatch.rules.book.TypePlan;
import io.keepwatch.rules.book.WindowDeclaration;
import io.keepwatch.rules.book.WindowDeclaration.Aggregate;
import io.keepwatch.rules.book.WindowDeclaration.Daily;
import io.keepwatch.rules.book.WindowDeclaration.Sliding;
import io.keepwatch.rules.habit.Holidays;
import io.keepwatch.rules.judgement.Context;
import io.keepwatch.rules.judgement.Judge;
import io.keepwatch.rules.judgement.RuleFailure;
import io.keepwatch.rules.judgement.Verdict;
import io.keepwatch.rules.judgement.WindowValues;
import io.keepwatch.rules.score.Strength;
import io.keepwatch.rules.score.WholePerson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A rule set written by hand, with conditions as plain Java: memory is tested without a rule compiler. */
final class HandMadeRules implements RuleBook {
    /** A condition. */
    @FunctionalInterface
    interface Condition {
        boolean holds(Activity activity, WindowValues windows, Context context);
    }

    private static final List<RuleFolder.Evidence> FINDING = List.of(
            new RuleFolder.Evidence("CollectsData", Strength.STRONG, Duration.ofDays(30), null),
            new RuleFolder.Evidence("DeviatesFromRoutine", Strength.WEAK, Duration.ofDays(14), "routine"));

    private static final List<RuleFolder.Evidence> INFORMATION =
            List.of(new RuleFolder.Evidence("CollectsData", Strength.WEAK, Duration.ofDays(14), null));

    private final List<Rule> rules = new ArrayList<>();
    private final Set<String> informing = new HashSet<>();
    private final List<Condition> conditions = new ArrayList<>();
    private final List<WindowDeclaration> windows = new ArrayList<>();
    private final Set<Attribute> projection;
    private WholePerson model = ShippedRules.modelWithoutKinds();

    HandMadeRules(Set<Attribute> projection) {
        this.projection = projection;
    }

    WindowDeclaration sliding(
            Set<ActivityType> of,
            Map<Attribute, Object> where,
            Aggregate aggregate,
            @Nullable Attribute measured,
            List<String> by,
            Duration over) {
        return window(of, where, aggregate, measured, by, new Sliding(over));
    }

    WindowDeclaration daily(ActivityType of, Attribute measured, int baselineDays, int learningDays) {
        return window(Set.of(of), Map.of(), Aggregate.SUM, measured, List.of(), new Daily(baselineDays, learningDays));
    }

    private WindowDeclaration window(
            Set<ActivityType> of,
            Map<Attribute, Object> where,
            Aggregate aggregate,
            @Nullable Attribute measured,
            List<String> by,
            WindowDeclaration.Span span) {
        int index = windows.size();
        WindowDeclaration window = new WindowDeclaration(
                index,
                0x5eed_0000L + index,
                of,
                where,
                aggregate,
                measured == null ? null : new WindowDeclaration.Measured.OfAttribute(measured),
                by,
                span);
        windows.add(window);
        return window;
    }

    /** Habits are asked, too: the shipped model has kinds of findings that they raise. */
    HandMadeRules askingHabits() {
        model = ShippedRules.model();
        return this;
    }

    /** The rule of this name, which is still to come, only informs. */
    HandMadeRules informing(String id) {
        informing.add(id);
        return this;
    }

    HandMadeRules rule(
            String id,
            Set<ActivityType> types,
            Grouping grouping,
            List<WindowDeclaration> reads,
            boolean readsProfile,
            boolean readsHr,
            Condition condition) {
        rules.add(new Rule(
                rules.size(),
                id,
                "v1-" + id,
                Severity.P2,
                id + " by {account} on {host}",
                "Look at {device} and {nothing}",
                List.of("T1052"),
                new Alert.Indicator(4, "medium"),
                Alert.Mode.LIVE,
                true,
                informing.contains(id),
                Alert.Route.INVESTIGATION,
                informing.contains(id) ? INFORMATION : FINDING,
                grouping,
                types,
                reads.stream().map(WindowDeclaration::index).collect(Collectors.toUnmodifiableSet()),
                readsProfile,
                readsHr,
                List.of(),
                List.of()));
        conditions.add(condition);
        return this;
    }

    boolean matches(Rule rule, Activity activity, WindowValues values, Context context) {
        return rule.types().contains(activity.type())
                && conditions.get(rule.index()).holds(activity, values, context);
    }

    @Override
    public String digest() {
        return "hand-made";
    }

    @Override
    public @Nullable String commit() {
        return null;
    }

    @Override
    public List<Rule> rules() {
        return rules;
    }

    @Override
    public List<WindowDeclaration> windows() {
        return windows;
    }

    @Override
    public WholePerson model() {
        return model;
    }

    @Override
    public Areas areas() {
        return new Areas(Map.of());
    }

    @Override
    public Holidays holidays() {
        return Holidays.NONE;
    }

    @Override
    public TypePlan plan(ActivityType type) {
        List<Rule> over = rules.stream().filter(r -> r.types().contains(type)).toList();
        Set<Attribute> projected = EnumSet.noneOf(Attribute.class);
        for (Attribute attribute : type.attributes()) {
            if (projection.contains(attribute)) {
                projected.add(attribute);
            }
        }
        return new TypePlan(
                type,
                over,
                windows.stream().filter(w -> w.of().contains(type)).toList(),
                windows.stream()
                        .filter(w -> over.stream().anyMatch(r -> r.windows().contains(w.index())))
                        .toList(),
                projected);
    }

    @Override
    public RuleBook without(Set<String> off) {
        throw new UnsupportedOperationException("these rules never fail");
    }

    @Override
    public Judge newJudge() {
        return (activity, values, context) -> {
            List<Rule> matched = new ArrayList<>();
            List<RuleFailure> failures = new ArrayList<>();
            for (Rule rule : rules) {
                try {
                    if (matches(rule, activity, values, context)) {
                        matched.add(rule);
                    }
                } catch (IllegalStateException e) {
                    throw e;
                } catch (RuntimeException e) {
                    failures.add(new RuleFailure(rule.id(), e.getClass().getSimpleName()));
                }
            }
            return new Verdict(matched, failures);
        };
    }
}
