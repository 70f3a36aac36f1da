package io.keepwatch.rules.judgement;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.LongLiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.NullLiteralExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import io.keepwatch.rules.book.EvidenceKinds;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.drools.mvel.parser.MvelParser;
import org.drools.mvel.parser.ast.expr.DrlxExpression;
import org.drools.mvel.parser.ast.expr.HalfBinaryExpr;
import org.drools.mvel.parser.ast.expr.HalfPointFreeExpr;
import org.drools.mvel.parser.ast.expr.PointFreeExpr;
import org.jspecify.annotations.Nullable;

/**
 * What may stand in a constraint: properties of the fact, literals, comparisons, arithmetic, {@code in} and {@code
 * contains}, the fact's list questions, and plain values of time. No other method can be called, so nothing can be
 * called on null (a method call on a null property would throw), and nothing reaches beyond the fact.
 */
final class ConditionGrammar {
    /** Plain values of time, and how they are made. */
    private static final Map<String, Set<String>> VALUES = Map.of(
            "Duration", Set.of("ofDays", "ofHours", "ofMinutes", "ofSeconds"),
            "LocalTime", Set.of("of", "parse"),
            "LocalDate", Set.of("of", "parse"),
            "Instant", Set.of("parse"),
            "DayOfWeek", Set.of());

    private static final Set<String> WORD_OPERATORS = Set.of("in", "contains", "memberOf");
    private static final Set<String> LIST_QUESTIONS = Set.of("listed", "inside", "outside", "mentions");
    private static final Set<String> NETWORK_QUESTIONS = Set.of("insideNetwork", "outsideNetwork");
    private static final String MATCHING = "matching";
    private static final Set<UnaryExpr.Operator> UNARY =
            Set.of(UnaryExpr.Operator.LOGICAL_COMPLEMENT, UnaryExpr.Operator.MINUS);

    private final String fact;
    private final Map<String, FactProperty> properties;
    private final Lists lists;
    private final @Nullable EvidenceKinds knownKinds;
    private final Set<FactProperty> read = new LinkedHashSet<>();
    private final Set<String> kinds = new LinkedHashSet<>();
    /** The constraint at hand, as it stands in the file. */
    private String text = "";

    ConditionGrammar(String fact, Map<String, FactProperty> properties, Lists lists) {
        this(fact, properties, lists, null);
    }

    private ConditionGrammar(
            String fact, Map<String, FactProperty> properties, Lists lists, @Nullable EvidenceKinds knownKinds) {
        this.fact = fact;
        this.properties = properties;
        this.lists = lists;
        this.knownKinds = knownKinds;
    }

    /** Over what was found: a text can only be a kind, and lists are not asked. */
    static ConditionGrammar overEvidence(Map<String, FactProperty> properties, Lists lists, EvidenceKinds knownKinds) {
        return new ConditionGrammar(FactSchema.EVIDENCE, properties, lists, knownKinds);
    }

    /** The kinds of evidence that the constraints checked so far name. */
    Set<String> kinds() {
        return kinds;
    }

    /** The properties that the constraints checked so far read. */
    Set<FactProperty> read() {
        return read;
    }

    void check(String constraint, Consumer<String> problems) {
        text = constraint.strip();
        Expression expression;
        try {
            expression = MvelParser.parseExpression(constraint);
        } catch (RuntimeException | StackOverflowError e) {
            problems.accept("cannot be parsed: " + constraint);
            return;
        }
        check(expression, problems);
    }

    private void check(Expression expression, Consumer<String> problems) {
        switch (expression) {
            case DrlxExpression whole -> {
                if (whole.getBind() != null) {
                    problems.accept("bindings are not needed: " + text);
                }
                check(whole.getExpr(), problems);
            }
            case BinaryExpr binary -> {
                check(binary.getLeft(), problems);
                check(binary.getRight(), problems);
            }
            case HalfBinaryExpr half -> check(half.getRight(), problems);
            case EnclosedExpr enclosed -> check(enclosed.getInner(), problems);
            case UnaryExpr unary -> {
                if (!UNARY.contains(unary.getOperator())) {
                    problems.accept("not allowed in a condition: " + text);
                }
                check(unary.getExpression(), problems);
            }
            case PointFreeExpr words -> {
                check(words.getLeft(), problems);
                words(words.getOperator().asString(), words.getRight(), problems);
            }
            case HalfPointFreeExpr words -> words(words.getOperator().asString(), words.getRight(), problems);
            case StringLiteralExpr literal -> kind(literal.asString(), problems);
            case LongLiteralExpr _,
                    IntegerLiteralExpr _,
                    DoubleLiteralExpr _,
                    BooleanLiteralExpr _,
                    NullLiteralExpr _ -> {
                // Literals are what thresholds are made of.
            }
            case NameExpr name -> property(name.getNameAsString(), problems);
            case FieldAccessExpr constant -> {
                if (!(constant.getScope() instanceof NameExpr scope)
                        || !scope.getNameAsString().equals("DayOfWeek")) {
                    problems.accept("not allowed in a condition: " + text);
                }
            }
            case MethodCallExpr call -> call(call, problems);
            default -> problems.accept("not allowed in a condition: " + text);
        }
    }

    private void kind(String literal, Consumer<String> problems) {
        if (knownKinds != null) {
            kinds.add(literal);
            String wrong = knownKinds.problem(literal);
            if (wrong != null) {
                problems.accept(wrong);
            }
        }
    }

    private void words(String operator, List<Expression> right, Consumer<String> problems) {
        if (!WORD_OPERATORS.contains(operator)) {
            problems.accept("no such operator in a condition: " + operator);
        }
        right.forEach(value -> check(value, problems));
    }

    private void property(String name, Consumer<String> problems) {
        FactProperty property = properties.get(name);
        if (property == null) {
            problems.accept(
                    fact + " has no property " + name + "; known are " + String.join(", ", properties.keySet()));
            return;
        }
        if (name.equals("classified") && !lists.names().contains(Lists.CLASSIFIED_LABELS)) {
            problems.accept("classified wants the list " + Lists.CLASSIFIED_LABELS);
        }
        read.add(property);
    }

    private void call(MethodCallExpr call, Consumer<String> problems) {
        String method = call.getNameAsString();
        if (knownKinds == null
                && call.getScope().isEmpty()
                && (LIST_QUESTIONS.contains(method) || NETWORK_QUESTIONS.contains(method) || MATCHING.equals(method))) {
            question(method, call, problems);
            return;
        }
        if (call.getScope().orElse(null) instanceof NameExpr scope
                && VALUES.getOrDefault(scope.getNameAsString(), Set.of()).contains(method)) {
            for (Expression argument : call.getArguments()) {
                if (!(argument instanceof IntegerLiteralExpr || argument instanceof StringLiteralExpr)) {
                    problems.accept("expected literals: " + text);
                }
            }
            return;
        }
        problems.accept("calls what a condition cannot call: " + text);
    }

    /** What is asked is written out, so that it can be looked at before anything is compiled. */
    private void question(String method, MethodCallExpr call, Consumer<String> problems) {
        if (call.getArguments().size() != 2
                || !(call.getArgument(0) instanceof StringLiteralExpr asked)
                || !(call.getArgument(1) instanceof NameExpr property)) {
            String first = MATCHING.equals(method) ? "expression" : "list";
            problems.accept("expected " + method + "(\"" + first + "\", property)");
            return;
        }
        String problem = MATCHING.equals(method) ? Patterns.problem(asked.asString()) : listProblem(method, asked);
        if (problem != null) {
            problems.accept(problem);
        }
        property(property.getNameAsString(), problems);
    }

    private @Nullable String listProblem(String method, StringLiteralExpr asked) {
        String list = asked.getValue();
        if (!lists.names().contains(list)) {
            return "no such list: " + list + "; known are " + String.join(", ", lists.names());
        }
        return NETWORK_QUESTIONS.contains(method) && !lists.isOfNetworks(list)
                ? "the list " + list + " holds more than addresses and networks such as 10.0.0.0/8"
                : null;
    }
}
