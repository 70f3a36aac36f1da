package io.keepwatch.hunting.question;

import io.keepwatch.hunting.question.Clause.Comparison;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every activity that a question can find: at most these files need to be read. Never too narrow; it may
 * be wider than what is found.
 *
 * @param earliest none happened before it, null if nothing is known
 * @param latest none happened after it, null if nothing is known; before {@code earliest} if the question finds nothing
 * @param subject whose they all are, null if not of one
 * @param account the account, as the source knows it, that they all have, null if not of one
 * @param user what they all have as subject or as account, null if not of one
 */
public record Scope(
        @Nullable Instant earliest,
        @Nullable Instant latest,
        @Nullable String subject,
        @Nullable String account,
        @Nullable String user) {

    static Scope of(Clause clause) {
        Span span = span(clause, false);
        return new Scope(
                span.from.equals(Instant.MIN) ? null : span.from,
                span.to.equals(Instant.MAX) ? null : span.to,
                only("subject", clause),
                only("account", clause),
                only("user", clause));
    }

    /** Both ends belong to it. */
    private record Span(Instant from, Instant to) {
        private static final Span ALWAYS = new Span(Instant.MIN, Instant.MAX);

        Span and(Span other) {
            return new Span(later(from, other.from), earlier(to, other.to));
        }

        /** The shortest that holds both. */
        Span or(Span other) {
            return new Span(earlier(from, other.from), later(to, other.to));
        }

        private static Instant earlier(Instant one, Instant other) {
            return one.isBefore(other) ? one : other;
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }
    }

    private static Span span(Clause clause, boolean negated) {
        return switch (clause) {
            case Clause.All(List<Clause> clauses) -> span(clauses, negated, negated);
            case Clause.Any(List<Clause> clauses) -> span(clauses, negated, !negated);
            case Clause.Not(Clause inner) -> span(inner, !negated);
            case Comparison comparison -> span(comparison, negated);
        };
    }

    private static Span span(List<Clause> clauses, boolean negated, boolean either) {
        return clauses.stream()
                .map(clause -> span(clause, negated))
                .reduce(either ? Span::or : Span::and)
                .orElse(Span.ALWAYS);
    }

    /** Every activity has a time, so that not before is the same as at or after. */
    private static Span span(Comparison comparison, boolean negated) {
        String field = comparison.field().name();
        if (!field.equals("time") && !field.equals("timestamp")) {
            return Span.ALWAYS;
        }
        List<Instant> times = comparison.values().stream()
                .map(value -> ((Value.Time) value).time())
                .sorted()
                .toList();
        Instant first = times.getFirst();
        return switch (comparison.operator()) {
            case EQUAL -> negated ? Span.ALWAYS : new Span(first, times.getLast());
            case GREATER -> negated ? upTo(first) : from(first.plusNanos(1));
            case AT_LEAST -> negated ? upTo(first.minusNanos(1)) : from(first);
            case LESS -> negated ? from(first) : upTo(first.minusNanos(1));
            case AT_MOST -> negated ? from(first.plusNanos(1)) : upTo(first);
            case STARTS_WITH, ENDS_WITH, CONTAINS -> Span.ALWAYS;
        };
    }

    private static Span from(Instant from) {
        return new Span(from, Instant.MAX);
    }

    private static Span upTo(Instant to) {
        return new Span(Instant.MIN, to);
    }

    /** The one value that the field has to have, by a comparison that stands for itself or beside others with and. */
    private static @Nullable String only(String field, Clause clause) {
        Stream<Clause> clauses = clause instanceof Clause.All(List<Clause> all) ? all.stream() : Stream.of(clause);
        return clauses.map(one -> one instanceof Comparison(Field of, Operator operator, List<Value> values)
                                && of.name().equals(field)
                                && operator == Operator.EQUAL
                                && values.size() == 1
                                && values.getFirst() instanceof Value.Text(String text)
                        ? text
                        : null)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
