package io.keepwatch.rules.book;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.rules.badge.Areas;
import io.keepwatch.rules.habit.Holidays;
import io.keepwatch.rules.judgement.CombinationJudge;
import io.keepwatch.rules.judgement.CompiledRules;
import io.keepwatch.rules.judgement.Judge;
import io.keepwatch.rules.judgement.Lists;
import io.keepwatch.rules.score.WholePerson;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The one implementation of {@link RuleBook}. */
final class CompiledRuleBook implements RuleBook {
    private final String digest;
    private final @Nullable String commit;
    private final List<Rule> rules;
    private final List<WindowDeclaration> windows;
    private final WholePerson model;
    private final Areas areas;
    private final Holidays holidays;
    private final CompiledRules compiled;
    private final Map<ActivityType, TypePlan> plans = new EnumMap<>(ActivityType.class);

    /**
     * @param folders the folders of {@code rules}, in their order
     * @param lists entries by the list's name
     */
    CompiledRuleBook(
            String digest,
            @Nullable String commit,
            List<Rule> rules,
            List<WindowDeclaration> windows,
            List<RuleFolder> folders,
            WholePerson model,
            Map<String, List<String>> lists,
            CompiledRules compiled) {
        this.digest = digest;
        this.commit = commit;
        this.rules = List.copyOf(rules);
        this.windows = List.copyOf(windows);
        this.model = model;
        this.areas = new Areas(lists);
        this.holidays = Holidays.of(lists.getOrDefault(Holidays.LIST, List.of()));
        this.compiled = compiled;
        for (ActivityType type : ActivityType.values()) {
            plans.put(type, planned(type, folders));
        }
    }

    private TypePlan planned(ActivityType type, List<RuleFolder> folders) {
        List<Rule> looking =
                rules.stream().filter(rule -> rule.types().contains(type)).toList();
        List<WindowDeclaration> feeds =
                windows.stream().filter(window -> window.of().contains(type)).toList();
        List<WindowDeclaration> reads = windows.stream()
                .filter(window ->
                        looking.stream().anyMatch(rule -> rule.windows().contains(window.index())))
                .toList();
        Set<Attribute> projection = EnumSet.noneOf(Attribute.class);
        for (Rule rule : looking) {
            projection.addAll(compiled.rules().get(rule.index()).attributes(type));
            RuleFolder folder = folders.get(rule.index());
            Stream.concat(RuleBooks.placeholders(folder.title()).stream(), folder.grouping().by().stream())
                    .forEach(name -> add(projection, type, name));
            rule.exceptions().stream()
                    .flatMap(exception -> exception.where().keySet().stream())
                    .forEach(name -> add(projection, type, name));
        }
        for (WindowDeclaration window : feeds) {
            projection.addAll(window.where().keySet());
            if (window.measured() instanceof WindowDeclaration.Measured.OfAttribute(Attribute attribute)) {
                projection.add(attribute);
            }
        }
        Stream.concat(feeds.stream(), reads.stream())
                .flatMap(window -> window.by().stream())
                .forEach(name -> add(projection, type, name));
        return new TypePlan(type, looking, feeds, reads, projection);
    }

    private static void add(Set<Attribute> projection, ActivityType type, String name) {
        Attribute attribute = RuleBooks.attribute(type, name);
        if (attribute != null) {
            projection.add(attribute);
        }
    }

    @Override
    public String digest() {
        return digest;
    }

    @Override
    public @Nullable String commit() {
        return commit;
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
        return areas;
    }

    @Override
    public Holidays holidays() {
        return holidays;
    }

    @Override
    public Lists lists() {
        return compiled.lists();
    }

    @Override
    public TypePlan plan(ActivityType type) {
        TypePlan plan = plans.get(type);
        if (plan == null) {
            throw new IllegalStateException("no plan for " + type);
        }
        return plan;
    }

    @Override
    public RuleBook without(Set<String> rulesOff) {
        return rulesOff.isEmpty() ? this : new ReducedRuleBook(this, Set.copyOf(rulesOff));
    }

    @Override
    public Judge newJudge() {
        return newJudge(Set.of());
    }

    Judge newJudge(Set<String> rulesOff) {
        return compiled.newJudge(rules, rulesOff);
    }

    @Override
    public CombinationJudge newCombinationJudge() {
        return newCombinationJudge(Set.of());
    }

    CombinationJudge newCombinationJudge(Set<String> rulesOff) {
        return compiled.newCombinationJudge(rules, rulesOff);
    }
}
