package io.keepwatch.hunting.question;

import io.keepwatch.hunting.question.Clause.Comparison;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** From the grammar's tree to a typed one. Reads one question. */
final class QuestionReader {
    private int comparisons;

    Clause read(QuestionParser.QuestionContext question) throws QuestionException {
        return question.anyOf() == null ? Clause.all(List.of()) : anyOf(question.anyOf());
    }

    private Clause anyOf(QuestionParser.AnyOfContext anyOf) throws QuestionException {
        List<Clause> clauses = new ArrayList<>();
        for (QuestionParser.AllOfContext clause : anyOf.allOf()) {
            clauses.add(allOf(clause));
        }
        return Clause.any(clauses);
    }

    private Clause allOf(QuestionParser.AllOfContext allOf) throws QuestionException {
        List<Clause> clauses = new ArrayList<>();
        for (QuestionParser.ConditionContext clause : allOf.condition()) {
            clauses.add(condition(clause));
        }
        return Clause.all(clauses);
    }

    private Clause condition(QuestionParser.ConditionContext condition) throws QuestionException {
        Clause clause = condition.comparison() == null ? anyOf(condition.anyOf()) : comparison(condition.comparison());
        return condition.NOT().size() % 2 == 0 ? clause : Clause.not(clause);
    }

    private Clause comparison(QuestionParser.ComparisonContext comparison) throws QuestionException {
        Token name = comparison.field;
        if (++comparisons > Question.MOST_COMPARISONS) {
            throw new QuestionException(
                    Syntax.column(name), "a question has at most " + Question.MOST_COMPARISONS + " comparisons");
        }
        Field field = field(name.getText(), Syntax.column(name));
        Token symbol = comparison.IN() == null
                ? comparison.operator().getStart()
                : comparison.IN().getSymbol();
        requireOperator(field, symbol);
        Operator operator = operator(symbol);
        Comparison read = new Comparison(field, operator, values(field, operator, comparison.value()));
        return symbol.getType() == QuestionLexer.DIFFERENT ? Clause.not(read) : read;
    }

    static Field field(String name, int column) throws QuestionException {
        Field field = Field.named(name);
        if (field == null) {
            throw new QuestionException(
                    column,
                    "there is no field " + SyntaxMistake.shortened(name),
                    Suggestion.nearest(name, Field.names()));
        }
        return field;
    }

    private static Operator operator(Token symbol) {
        return switch (symbol.getType()) {
            case QuestionLexer.EQUAL, QuestionLexer.DIFFERENT, QuestionLexer.IN -> Operator.EQUAL;
            case QuestionLexer.GREATER -> Operator.GREATER;
            case QuestionLexer.AT_LEAST -> Operator.AT_LEAST;
            case QuestionLexer.LESS -> Operator.LESS;
            case QuestionLexer.AT_MOST -> Operator.AT_MOST;
            case QuestionLexer.STARTS_WITH -> Operator.STARTS_WITH;
            case QuestionLexer.ENDS_WITH -> Operator.ENDS_WITH;
            case QuestionLexer.CONTAINS -> Operator.CONTAINS;
            default -> throw new IllegalStateException("the grammar has an operator nobody reads: " + symbol);
        };
    }

    private static void requireOperator(Field field, Token symbol) throws QuestionException {
        String written = switch (symbol.getType()) {
            case QuestionLexer.DIFFERENT -> "!=";
            case QuestionLexer.IN -> "in";
            default -> operator(symbol).symbol();
        };
        List<String> operators = field.kind().operators();
        if (!operators.contains(written)) {
            throw new QuestionException(
                    Syntax.column(symbol),
                    field.name() + " is " + field.kind().description() + ", which " + written
                            + " does not compare; it has " + String.join(", ", operators));
        }
    }

    private static List<Value> values(Field field, Operator operator, List<QuestionParser.ValueContext> written)
            throws QuestionException {
        List<Value> values = new ArrayList<>();
        for (QuestionParser.ValueContext value : written) {
            if (values.size() == Question.LONGEST_LIST) {
                throw new QuestionException(
                        Syntax.column(value.getStart()), "a list has at most " + Question.LONGEST_LIST + " values");
            }
            values.addAll(ValueReader.read(field, operator, value.getStart()));
        }
        return values;
    }
}
