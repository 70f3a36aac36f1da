package io.keepwatch.hunting.question;

import static java.util.stream.Collectors.joining;

import io.keepwatch.hunting.activity.Column;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the condition of one question. Negations stand at the comparisons only, where {@code IS NOT TRUE} turns false
 * and null alike; everywhere above, null is as good as false. So a plain comparison stays plain, and DuckDB can hold it
 * against the statistics of a row group before reading it; {@code prefix} it knows as a range.
 */
final class ConditionWriter {
    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);
    private static final BigInteger ENDLESS = BigInteger.valueOf(Long.MAX_VALUE);
    private static final long MICROS = 1_000_000;

    private final List<Object> parameters = new ArrayList<>();

    Condition write(Clause clause) {
        return new Condition(sql(clause, false), parameters);
    }

    private String sql(Clause clause, boolean negated) {
        return switch (clause) {
            case Clause.All(List<Clause> clauses) when clauses.isEmpty() -> negated ? "FALSE" : "TRUE";
            case Clause.All(List<Clause> clauses) -> joined(clauses, negated ? " OR " : " AND ", negated);
            case Clause.Any(List<Clause> clauses) -> joined(clauses, negated ? " AND " : " OR ", negated);
            case Clause.Not(Clause inner) -> sql(inner, !negated);
            case Clause.Comparison comparison -> negated ? compared(comparison) + " IS NOT TRUE" : compared(comparison);
        };
    }

    private String joined(List<Clause> clauses, String connective, boolean negated) {
        return clauses.stream().map(clause -> sql(clause, negated)).collect(joining(connective, "(", ")"));
    }

    private String compared(Clause.Comparison comparison) {
        return comparison.field().places().stream()
                .map(place -> compared(place, comparison))
                .collect(joining(" OR ", "(", ")"));
    }

    private String compared(Place place, Clause.Comparison comparison) {
        String column = place.column().quoted();
        return switch (place) {
            case Place.Whole _ -> compared(column, place.column().kind(), comparison);
            case Place.FileName _ ->
                compared("parse_filename(" + column + ", false, 'both_slash')", Column.Kind.TEXT, comparison);
            case Place.Elements elements ->
                "len(list_filter(" + column + ", lambda element: "
                        + compared("element" + elements.part(), place.column().kind(), comparison) + ")) > 0";
        };
    }

    private String compared(String operand, Column.Kind kind, Clause.Comparison comparison) {
        List<String> values = new ArrayList<>();
        for (Value value : comparison.values()) {
            values.add(bound(value, kind));
        }
        String first = values.getFirst();
        return switch (comparison.operator()) {
            case EQUAL ->
                values.size() == 1 ? operand + " = " + first : operand + " IN (" + String.join(", ", values) + ")";
            case GREATER, AT_LEAST, LESS, AT_MOST ->
                operand + " " + comparison.operator().symbol() + " " + first;
            case STARTS_WITH -> "prefix(" + operand + ", " + first + ")";
            case ENDS_WITH -> "suffix(" + operand + ", " + first + ")";
            case CONTAINS -> "contains(" + operand + ", " + first + ")";
        };
    }

    private String bound(Value value, Column.Kind kind) {
        return switch (value) {
            case Value.Text(String text) -> bound("?", text);
            case Value.Number(long number) -> bound("?", number);
            case Value.Flag(boolean flag) -> bound("?", flag);
            case Value.Time(Instant time) when kind == Column.Kind.TIME -> nanoseconds(time);
            // Cut to what the column holds.
            case Value.Time(Instant time) ->
                bound("make_timestamp(?)", time.getEpochSecond() * MICROS + time.getNano() / 1_000);
        };
    }

    /** Nanoseconds reach from 1677 to 2262. What lies beyond is later or earlier than everything that is stored. */
    private String nanoseconds(Instant time) {
        BigInteger nanos =
                BigInteger.valueOf(time.getEpochSecond()).multiply(NANOS).add(BigInteger.valueOf(time.getNano()));
        if (nanos.abs().compareTo(ENDLESS) >= 0) {
            return bound("CAST(? AS TIMESTAMP_NS)", nanos.signum() > 0 ? "infinity" : "-infinity");
        }
        return bound("make_timestamp_ns(?)", nanos.longValueExact());
    }

    private String bound(String sql, Object parameter) {
        parameters.add(parameter);
        return sql;
    }
}
