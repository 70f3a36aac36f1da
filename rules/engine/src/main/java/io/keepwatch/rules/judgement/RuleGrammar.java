package io.keepwatch.rules.judgement;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.rules.book.RuleProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.jspecify.annotations.Nullable;

/**
 * The first gate: what may stand in {@code rule.drl}. DRL is arbitrary Java, so this is an allow-list: one rule, one
 * pattern or alternatives of single patterns, constraints that {@link ConditionGrammar} knows, and a consequence that
 * raises an alert. Nothing is compiled or run here.
 */
final class RuleGrammar {
    /** What stands before an author's text, on its first line, so that line numbers are the author's. */
    private static final String PRELUDE = "package %s; import java.time.DayOfWeek; import java.time.Duration; "
            + "import java.time.Instant; import java.time.LocalDate; import java.time.LocalTime; global "
            + Raise.class.getName() + " " + RuleCompiler.RAISE + "; ";

    private static final int PRELUDE_IMPORTS = 5;
    /** Longest text of a condition, in characters; a condition is a few lines. */
    private static final int LONGEST = 20_000;
    /** Most alternatives of a condition: Drools compiles each of them by itself. */
    private static final int MOST_ALTERNATIVES = 16;

    private static final String ALERT = RuleCompiler.RAISE + ".alert();";
    private static final String EVIDENCE = RuleCompiler.RAISE + ".evidence();";

    private final RuleSource source;
    private final Lists lists;
    private final List<RuleProblem> problems = new ArrayList<>();

    private RuleGrammar(RuleSource source, Lists lists) {
        this.source = source;
        this.lists = lists;
    }

    /** The text that is compiled. */
    static String compiled(String packageName, String drl) {
        return PRELUDE.formatted(packageName) + drl;
    }

    /**
     * @param lists the lists there are
     * @param problems takes what is wrong
     * @return what the rule looks at, or null if anything is wrong
     */
    static @Nullable RuleShape check(RuleSource source, Lists lists, List<RuleProblem> problems) {
        RuleGrammar grammar = new RuleGrammar(source, lists);
        RuleShape shape = grammar.shape();
        problems.addAll(grammar.problems);
        return grammar.problems.isEmpty() ? shape : null;
    }

    private @Nullable RuleShape shape() {
        if (source.drl().contains("\\u")) {
            problem(lineOf("\\u"), "unicode escapes are not allowed");
            return null;
        }
        if (source.drl().length() > LONGEST) {
            problem(0, "is longer than " + LONGEST + " characters");
            return null;
        }
        PackageDescr descr = parse();
        if (descr == null) {
            return null;
        }
        checkFrame(descr);
        RuleDescr rule = descr.getRules().size() == 1 ? descr.getRules().getFirst() : null;
        if (rule == null) {
            problem(0, "expected exactly one rule, found " + descr.getRules().size());
            return null;
        }
        checkRule(rule);
        Map<ActivityType, Set<FactProperty>> reads = new EnumMap<>(ActivityType.class);
        for (PatternDescr pattern : patterns(rule)) {
            checkPattern(pattern, reads);
        }
        checkWindowsUsed(reads);
        return new RuleShape(source, rule.getLine(), consequence(rule).equals(ALERT), reads);
    }

    private @Nullable PackageDescr parse() {
        DrlParser parser = new DrlParser();
        try {
            PackageDescr descr = parser.parse(false, compiled(RuleCompiler.PACKAGE, source.drl()));
            for (DroolsError error : parser.getErrors()) {
                int[] lines = error.getLines();
                problem(lines.length == 0 ? 0 : lines[0], error.getMessage());
            }
            if (descr == null && problems.isEmpty()) {
                problem(0, "is not a rule");
            }
            return problems.isEmpty() ? descr : null;
        } catch (DroolsParserException | RuntimeException | StackOverflowError e) {
            problem(0, "cannot be parsed: " + e.getMessage());
            return null;
        }
    }

    private void checkFrame(PackageDescr descr) {
        if (descr.getImports().size() != PRELUDE_IMPORTS
                || !descr.getFunctionImports().isEmpty()
                || !descr.getAccumulateImports().isEmpty()) {
            problem(lineOf("import"), "imports are not allowed; facts and plain values are there without");
        }
        if (descr.getGlobals().size() != 1) {
            problem(lineOf("global"), "globals are not allowed");
        }
        if (!descr.getFunctions().isEmpty()) {
            problem(lineOf("function"), "functions are not allowed");
        }
        if (!descr.getTypeDeclarations().isEmpty()
                || !descr.getEnumDeclarations().isEmpty()
                || !descr.getEntryPointDeclarations().isEmpty()
                || !descr.getWindowDeclarations().isEmpty()) {
            problem(lineOf("declare"), "declarations are not allowed");
        }
        if (descr.getUnit() != null || !descr.getAttributes().isEmpty()) {
            problem(0, "only a rule may stand here");
        }
    }

    private void checkRule(RuleDescr rule) {
        if (!rule.isRule() || rule.isQuery()) {
            problem(rule.getLine(), "expected a rule, not a query");
        }
        if (!source.id().equals(rule.getName())) {
            problem(rule.getLine(), "the rule is called \"" + rule.getName() + "\", its folder " + source.id());
        }
        if (rule.hasParent()) {
            problem(rule.getLine(), "a rule cannot extend another");
        }
        if (!rule.getAttributes().isEmpty() || !rule.getAnnotationNames().isEmpty()) {
            problem(
                    rule.getLine(),
                    "attributes and annotations are not allowed: "
                            + String.join(", ", rule.getAttributes().keySet())
                            + String.join(", ", rule.getAnnotationNames()));
        }
        if (!rule.getNamedConsequences().isEmpty()) {
            problem(rule.getLine(), "a rule has one consequence");
        }
        String consequence = consequence(rule);
        if (!consequence.equals(ALERT) && !consequence.equals(EVIDENCE)) {
            problem(rule.getConsequenceLine(), "the consequence is " + ALERT + " or " + EVIDENCE + " and nothing else");
        }
    }

    private static String consequence(RuleDescr rule) {
        return withoutComments(String.valueOf(rule.getConsequence())).replaceAll("\\s", "");
    }

    private static String withoutComments(String text) {
        return text.replaceAll("(?s)/\\*.*?\\*/", " ").replaceAll("//[^\\r\\n]*", " ");
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

    private void checkPattern(PatternDescr pattern, Map<ActivityType, Set<FactProperty>> reads) {
        if (pattern.getSource() != null
                || !pattern.getBehaviors().isEmpty()
                || pattern.isQuery()
                || pattern.isUnification()
                || !pattern.getAnnotationNames().isEmpty()) {
            problem(pattern.getLine(), "from, windows, queries and annotations are not allowed in a pattern");
        }
        String fact = pattern.getObjectType();
        ActivityType type = FactSchema.type(fact);
        boolean any = FactSchema.ANY.equals(fact);
        if (type == null && !any) {
            problem(
                    pattern.getLine(),
                    "no such fact: " + fact + "; known are " + FactSchema.ANY + " and "
                            + String.join(
                                    ", ",
                                    Arrays.stream(ActivityType.values())
                                            .map(FactSchema::factName)
                                            .toList()));
            return;
        }
        ConditionGrammar conditions = new ConditionGrammar(
                fact, type == null ? FactSchema.ofEveryType() : FactSchema.properties(type, source.windows()), lists);
        for (BaseDescr constraint : pattern.getDescrs()) {
            if (constraint instanceof ExprConstraintDescr expression
                    && expression.getType() == ExprConstraintDescr.Type.NAMED) {
                int line = lineOf(expression, pattern);
                conditions.check(expression.getExpression(), reason -> problem(line, reason));
            } else {
                problem(pattern.getLine(), "only plain constraints are allowed in a pattern");
            }
        }
        for (ActivityType looked : type == null ? ActivityType.values() : new ActivityType[] {type}) {
            reads.computeIfAbsent(looked, _ -> new LinkedHashSet<>()).addAll(conditions.read());
        }
    }

    private void checkWindowsUsed(Map<ActivityType, Set<FactProperty>> reads) {
        source.windows().forEach((name, window) -> {
            boolean used = reads.values().stream()
                    .flatMap(Set::stream)
                    .anyMatch(property -> property.window() == window
                            && FactSchema.namesOf(name).contains(property.name()));
            if (!used && problems.isEmpty()) {
                problem(0, "no condition reads the declared window " + name);
            }
        });
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

    private int lineOf(String word) {
        int at = source.drl().indexOf(word);
        return at < 0
                ? 0
                : (int) source.drl()
                                .substring(0, at)
                                .chars()
                                .filter(c -> c == '\n')
                                .count()
                        + 1;
    }

    private void problem(int line, String reason) {
        problems.add(new RuleProblem(source.id(), source.file(), Math.max(0, line), reason));
    }
}
