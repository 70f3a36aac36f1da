package io.keepwatch.rules.judgement;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.rules.book.EvidenceWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ObjIntConsumer;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.jspecify.annotations.Nullable;

/**
 * What may stand between {@code when} and {@code then}: one pattern, or alternatives of single patterns, over activities
 * or over what was found, with constraints that {@link ConditionGrammar} knows.
 */
final class PatternGrammar {
    /** Most alternatives of a condition: Drools compiles each of them by itself. */
    private static final int MOST_ALTERNATIVES = 16;

    private final RuleSource source;
    private final Lists lists;
    private final ObjIntConsumer<String> problems;
    private final Map<ActivityType, Set<FactProperty>> reads = new EnumMap<>(ActivityType.class);
    private final Set<FactProperty> readsOfEvidence = new LinkedHashSet<>();
    private final Set<String> kinds = new TreeSet<>();
    private boolean overEvidence;

    /** @param problems takes what is wrong, with its line */
    PatternGrammar(RuleSource source, Lists lists, ObjIntConsumer<String> problems) {
        this.source = source;
        this.lists = lists;
        this.problems = problems;
    }

    /** What the patterns read, by type of activity. */
    Map<ActivityType, Set<FactProperty>> reads() {
        return reads;
    }

    /** What the patterns look at of what was found; null where they look at activities. */
    RuleShape.@Nullable OverEvidence overEvidence() {
        return overEvidence ? new RuleShape.OverEvidence(readsOfEvidence, kinds) : null;
    }

    void check(RuleDescr rule) {
        for (PatternDescr pattern : patterns(rule)) {
            checkPattern(pattern);
        }
        if (overEvidence && !reads.isEmpty()) {
            problem(rule.getLine(), "a rule looks at activities or at what was found, not at both");
        }
        source.evidenceWindows().forEach(window -> kinds.addAll(window.kinds()));
        if (overEvidence && kinds.isEmpty()) {
            problem(rule.getLine(), "names no kind of evidence, neither in a window nor as kind == \"…\"");
        }
    }

    /** One pattern, or alternatives of single patterns. */
    private List<PatternDescr> patterns(RuleDescr rule) {
        BaseDescr only = only(rule.getLhs());
        if (only instanceof PatternDescr pattern) {
            return List.of(pattern);
        }
        if (only instanceof OrDescr or && or.getDescrs().size() <= MOST_ALTERNATIVES) {
            List<PatternDescr> patterns = new ArrayList<>();
            for (BaseDescr alternative : or.getDescrs()) {
                if (!(only(alternative) instanceof PatternDescr pattern)) {
                    problem(rule.getLine(), "an alternative is one pattern");
                    return List.of();
                }
                if (pattern.getIdentifier() != null) {
                    problem(pattern.getLine(), "alternatives cannot be bound; leave out " + pattern.getIdentifier());
                }
                patterns.add(pattern);
            }
            return patterns;
        }
        problem(
                rule.getLine(),
                "the condition is one pattern, or up to " + MOST_ALTERNATIVES
                        + " alternatives of single patterns joined by or");
        return List.of();
    }

    private static @Nullable BaseDescr only(BaseDescr descr) {
        BaseDescr at = descr;
        while (at instanceof AndDescr and) {
            if (and.getDescrs().size() != 1) {
                return null;
            }
            at = and.getDescrs().getFirst();
        }
        if (at instanceof OrDescr or && or.getDescrs().size() == 1) {
            return only(or.getDescrs().getFirst());
        }
        return at;
    }

    private void checkPattern(PatternDescr pattern) {
        if (pattern.getSource() != null
                || !pattern.getBehaviors().isEmpty()
                || pattern.isQuery()
                || pattern.isUnification()
                || !pattern.getAnnotationNames().isEmpty()) {
            problem(pattern.getLine(), "from, windows, queries and annotations are not allowed in a pattern");
        }
        String fact = pattern.getObjectType();
        if (FactSchema.EVIDENCE.equals(fact)) {
            overEvidence = true;
            ConditionGrammar conditions = ConditionGrammar.overEvidence(
                    FactSchema.ofEvidence(source.evidenceWindows()), lists, source.kinds());
            checkConstraints(pattern, conditions);
            readsOfEvidence.addAll(conditions.read());
            kinds.addAll(conditions.kinds());
            return;
        }
        ActivityType type = FactSchema.type(fact);
        boolean any = FactSchema.ANY.equals(fact);
        if (type == null && !any) {
            problem(
                    pattern.getLine(),
                    "no such fact: " + fact + "; known are " + FactSchema.EVIDENCE + ", " + FactSchema.ANY + " and "
                            + String.join(
                                    ", ",
                                    Arrays.stream(ActivityType.values())
                                            .map(FactSchema::factName)
                                            .toList()));
            return;
        }
        ConditionGrammar conditions = new ConditionGrammar(
                fact, type == null ? FactSchema.ofEveryType() : FactSchema.properties(type, source.windows()), lists);
        checkConstraints(pattern, conditions);
        for (ActivityType looked : type == null ? ActivityType.values() : new ActivityType[] {type}) {
            reads.computeIfAbsent(looked, _ -> new LinkedHashSet<>()).addAll(conditions.read());
        }
    }

    private void checkConstraints(PatternDescr pattern, ConditionGrammar conditions) {
        for (BaseDescr constraint : pattern.getDescrs()) {
            if (constraint instanceof ExprConstraintDescr expression
                    && expression.getType() == ExprConstraintDescr.Type.NAMED) {
                int line = lineOf(expression, pattern);
                conditions.check(expression.getExpression(), reason -> problem(line, reason));
            } else {
                problem(pattern.getLine(), "only plain constraints are allowed in a pattern");
            }
        }
    }

    /** Complaints about declared windows that nothing reads. */
    List<String> unused() {
        List<String> unused = new ArrayList<>();
        source.windows().forEach((name, window) -> {
            boolean used = reads.values().stream()
                    .flatMap(Set::stream)
                    .anyMatch(property -> property.window() == window
                            && FactSchema.namesOf(name).contains(property.name()));
            if (!used) {
                unused.add("no condition reads the declared window " + name);
            }
        });
        for (EvidenceWindow window : source.evidenceWindows()) {
            boolean used = readsOfEvidence.stream()
                            .anyMatch(property -> property.name().equals(window.name()))
                    || source.evidenceWindows().stream()
                            .anyMatch(other -> window.name().equals(other.after()));
            if (!used) {
                unused.add("no condition reads the declared window " + window.name());
            }
        }
        return unused;
    }

    /** The parser does not say where a constraint stands; its first words do. */
    private int lineOf(ExprConstraintDescr expression, PatternDescr pattern) {
        if (expression.getLine() > 0) {
            return expression.getLine();
        }
        String text = expression.getExpression().strip();
        String[] lines = source.drl().split("\n", -1);
        for (int i = Math.max(0, pattern.getLine() - 1); i < lines.length; i++) {
            if (lines[i].contains(text)) {
                return i + 1;
            }
        }
        return pattern.getLine();
    }

    private void problem(int line, String reason) {
        problems.accept(reason, line);
    }
}
