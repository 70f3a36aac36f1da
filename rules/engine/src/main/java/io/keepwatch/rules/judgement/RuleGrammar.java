package io.keepwatch.rules.judgement;

import io.keepwatch.rules.book.RuleProblem;
import java.util.ArrayList;
import java.util.List;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.jspecify.annotations.Nullable;

/**
 * The first gate: what may stand in {@code rule.drl}. DRL is arbitrary Java, so this is an allow-list: one rule, the
 * patterns that {@link PatternGrammar} knows, and a consequence that raises an alert or evidence. Nothing is compiled or
 * run here.
 */
final class RuleGrammar {
    /** What stands before an author's text, on its first line, so that line numbers are the author's. */
    private static final String PRELUDE = "package %s; import java.time.DayOfWeek; import java.time.Duration; "
            + "import java.time.Instant; import java.time.LocalDate; import java.time.LocalTime; global "
            + Raise.class.getName() + " " + RuleCompiler.RAISE + "; ";

    private static final int PRELUDE_IMPORTS = 5;
    /** Longest text of a condition, in characters; a condition is a few lines. */
    private static final int LONGEST = 20_000;

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
        PatternGrammar patterns = new PatternGrammar(source, lists, (reason, line) -> problem(line, reason));
        patterns.check(rule);
        if (problems.isEmpty()) {
            patterns.unused().forEach(unused -> problem(0, unused));
        }
        return new RuleShape(
                source, rule.getLine(), consequence(rule).equals(ALERT), patterns.reads(), patterns.overEvidence());
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
