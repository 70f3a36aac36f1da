package io.keepwatch.rules.book;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.rules.judgement.CompiledConditions;
import io.keepwatch.rules.judgement.CompiledRule;
import io.keepwatch.rules.judgement.CompiledRules;
import io.keepwatch.rules.judgement.Lists;
import io.keepwatch.rules.judgement.RuleCompiler;
import io.keepwatch.rules.judgement.RuleSource;
import io.keepwatch.rules.score.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads, checks and compiles rule sets. */
public final class RuleBooks {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)}");
    /** What a title may always name. */
    private static final Set<String> TITLE_WORDS = Set.of("account", "host");
    /** What every activity has. */
    private static final Set<String> HEADER_FIELDS = Set.of("user", "host", "source");

    private RuleBooks() {}

    /**
     * @param rulesDirectory the directory that holds {@code catalogue}, {@code lists}, {@code model} and {@code policies}
     * @param commit the Git commit it was read from, where known
     * @throws RuleSetException naming rule, file and line of everything that is wrong; no rule's code has run then
     */
    public static RuleBook load(Path rulesDirectory, @Nullable String commit) throws RuleSetException {
        return load(rulesDirectory, commit, CompiledConditions.notKept());
    }

    /**
     * As {@link #load(Path, String)}, compiling only what was not compiled before.
     *
     * @param kept what earlier compilations left
     */
    public static RuleBook load(Path rulesDirectory, @Nullable String commit, CompiledConditions kept)
            throws RuleSetException {
        return of(RuleSetReader.read(rulesDirectory), commit, kept);
    }

    /** As {@link #load(Path, String)}, of a set that was read before. */
    public static RuleBook of(RuleSet set, @Nullable String commit) throws RuleSetException {
        return of(set, commit, CompiledConditions.notKept());
    }

    /** As {@link #load(Path, String, CompiledConditions)}, of a set that was read before. */
    public static RuleBook of(RuleSet set, @Nullable String commit, CompiledConditions kept) throws RuleSetException {
        EvidenceKinds kinds = EvidenceKinds.of(set);
        List<RuleProblem> problems = new ArrayList<>(CatalogueLint.problems(set, kinds));
        Lists lists = new Lists(set.lists());
        List<WindowDeclaration> windows = new ArrayList<>();
        List<RuleFolder> judging = new ArrayList<>();
        List<RuleSource> sources = new ArrayList<>();
        for (RuleFolder folder : set.folders()) {
            if (set.judges(folder)) {
                judging.add(folder);
                sources.add(source(folder, windows, kinds));
            } else {
                problems.addAll(RuleCompiler.check(source(folder, new ArrayList<>(), kinds), lists));
            }
        }
        if (!problems.isEmpty()) {
            throw new RuleSetException(problems);
        }
        CompiledRules compiled = RuleCompiler.compile(sources, windows, lists, kept);
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < judging.size(); i++) {
            RuleFolder folder = judging.get(i);
            CompiledRule rule = compiled.rules().get(i);
            if (!rule.alerts() && !folder.leavesEvidence()) {
                problems.add(problem(folder, "evidence: a rule that raises no alert has some"));
            }
            problems.addAll(fieldsOf(folder, rule));
            problems.addAll(exceptionFields(folder, rule.types(), set.exceptions()));
            rules.add(rule(i, folder, rule, set));
        }
        if (!problems.isEmpty()) {
            throw new RuleSetException(problems);
        }
        return new CompiledRuleBook(set.digest(), commit, rules, windows, judging, set.model(), set.lists(), compiled);
    }

    /**
     * Looks at a set without compiling anything of it.
     *
     * @return everything that can be seen to be wrong by looking
     */
    public static List<RuleProblem> look(RuleSet set) {
        EvidenceKinds kinds = EvidenceKinds.of(set);
        List<RuleProblem> problems = new ArrayList<>(CatalogueLint.problems(set, kinds));
        Lists lists = new Lists(set.lists());
        for (RuleFolder folder : set.folders()) {
            problems.addAll(RuleCompiler.check(source(folder, new ArrayList<>(), kinds), lists));
        }
        return problems;
    }

    /** Equal declarations of several rules become one window of the set. */
    private static RuleSource source(RuleFolder folder, List<WindowDeclaration> windows, EvidenceKinds kinds) {
        Map<String, WindowDeclaration> named = new LinkedHashMap<>();
        folder.windows().forEach((name, declared) -> {
            WindowDeclaration known = windows.stream()
                    .filter(window -> window.key() == declared.key())
                    .findFirst()
                    .orElse(null);
            if (known == null) {
                known = new WindowDeclaration(
                        windows.size(),
                        declared.key(),
                        declared.of(),
                        declared.where(),
                        declared.aggregate(),
                        declared.measured(),
                        declared.by(),
                        declared.span());
                windows.add(known);
            }
            named.put(name, known);
        });
        return new RuleSource(
                folder.id(),
                folder.path() + "/" + RuleFolder.CONDITION,
                folder.drl(),
                named,
                folder.evidenceWindows(),
                kinds);
    }

    private static Rule rule(int index, RuleFolder folder, CompiledRule compiled, RuleSet set) {
        List<Group> audience = set.audience(folder.id());
        return new Rule(
                index,
                folder.id(),
                folder.version(),
                folder.severity(),
                folder.title(),
                folder.description(),
                folder.techniques(),
                folder.indicator(),
                folder.status() == RuleFolder.Status.LIVE ? Alert.Mode.LIVE : Alert.Mode.SHADOW,
                compiled.alerts(),
                folder.informs(),
                folder.route(),
                evidence(folder, set),
                folder.grouping(),
                compiled.types(),
                compiled.windows(),
                compiled.readsProfile() || !audience.isEmpty(),
                compiled.readsHr(),
                audience,
                set.exceptions().stream()
                        .filter(exception -> exception.rule().equals(folder.id()))
                        .toList(),
                compiled.combination());
    }

    /** What it says in its own words, then what the model says of its kinds. */
    private static List<RuleFolder.Evidence> evidence(RuleFolder folder, RuleSet set) {
        List<RuleFolder.Evidence> evidence = new ArrayList<>(folder.evidence());
        for (String name : folder.kinds()) {
            Model.Kind kind = set.model().kind(name);
            if (kind != null) {
                for (Model.Effect effect : kind.evidence()) {
                    evidence.add(new RuleFolder.Evidence(
                            effect.node(),
                            effect.strength(),
                            effect.halfLife(),
                            effect.family(),
                            effect.negative(),
                            name));
                }
            }
        }
        return evidence;
    }

    /** Title and grouping name fields that every type of the rule has. */
    private static List<RuleProblem> fieldsOf(RuleFolder folder, CompiledRule rule) {
        List<RuleProblem> problems = new ArrayList<>();
        // What a combination finds may have been found in anything.
        Set<ActivityType> types = rule.combination() == null ? rule.types() : EnumSet.allOf(ActivityType.class);
        PLACEHOLDER.matcher(folder.title()).results().map(MatchResult::group).forEach(placeholder -> {
            String name = placeholder.substring(1, placeholder.length() - 1);
            if (!TITLE_WORDS.contains(name) && !types.stream().allMatch(type -> attribute(type, name) != null)) {
                problems.add(problem(folder, "title: " + placeholder + " is not a field of every activity it judges"));
            }
        });
        for (String name : folder.grouping().by()) {
            if (!name.equals("host") && !types.stream().allMatch(type -> attribute(type, name) != null)) {
                problems.add(problem(folder, "grouping.by: " + name + " is not a field of every activity it judges"));
            }
        }
        return problems;
    }

    private static List<RuleProblem> exceptionFields(
            RuleFolder folder, Set<ActivityType> types, List<RuleException> exceptions) {
        return exceptions.stream()
                .filter(exception -> exception.rule().equals(folder.id()))
                .flatMap(exception -> exception.where().keySet().stream()
                        .filter(name -> !HEADER_FIELDS.contains(name)
                                && types.stream().noneMatch(type -> attribute(type, name) != null))
                        .map(name -> problem(
                                folder,
                                "the exception " + exception.id() + " asks for " + name
                                        + ", which no activity has that the rule judges")))
                .toList();
    }

    private static RuleProblem problem(RuleFolder folder, String reason) {
        return new RuleProblem(folder.id(), folder.path() + "/" + RuleFolder.DECLARATION, 0, reason);
    }

    /** The attribute of this type with this JSON name, or null. */
    static @Nullable Attribute attribute(ActivityType type, String jsonName) {
        return type.attributes().stream()
                .filter(attribute -> attribute.jsonName().equals(jsonName))
                .findFirst()
                .orElse(null);
    }

    /** The fields that a title names, without braces. */
    static List<String> placeholders(String title) {
        return Arrays.asList(PLACEHOLDER
                .matcher(title)
                .results()
                .map(result -> result.group(1))
                .toArray(String[]::new));
    }
}
