package io.keepwatch.hunting.question;

import static java.util.stream.Collectors.joining;

import io.keepwatch.contracts.Rfc3339;
import java.util.List;

/** Writes a question so that it is read as the same one. */
final class QuestionText {
    private QuestionText() {}

    static String of(Clause clause) {
        return switch (clause) {
            case Clause.All(List<Clause> clauses) ->
                clauses.stream()
                        .map(inner -> inner instanceof Clause.Any ? "(" + of(inner) + ")" : of(inner))
                        .collect(joining(" && "));
            case Clause.Any(List<Clause> clauses) ->
                clauses.stream().map(QuestionText::of).collect(joining(" || "));
            case Clause.Not(Clause.Comparison comparison) when isSimple(comparison) -> compared(comparison, "!=");
            case Clause.Not(Clause inner) -> "!(" + of(inner) + ")";
            case Clause.Comparison comparison ->
                compared(comparison, comparison.operator().symbol());
        };
    }

    private static boolean isSimple(Clause.Comparison comparison) {
        return comparison.operator() == Operator.EQUAL && comparison.values().size() == 1;
    }

    private static String compared(Clause.Comparison comparison, String symbol) {
        List<Value> values = comparison.values();
        String field = comparison.field().name();
        return values.size() == 1
                ? field + " " + symbol + " " + of(values.getFirst())
                : field + " in " + values.stream().map(QuestionText::of).collect(joining(", ", "[", "]"));
    }

    private static String of(Value value) {
        return switch (value) {
            case Value.Text(String text) -> Quotes.quoted(text);
            case Value.Number(long number) -> Long.toString(number);
            case Value.Flag(boolean flag) -> Boolean.toString(flag);
            case Value.Time(var time) -> Quotes.quoted(Rfc3339.format(time));
        };
    }
}
