package io.keepwatch.hunting.question;

import java.util.List;

/**
 * What an analyst wants to find among the stored activities (S1-15, S1-18, S1-20, S1-21), read from a text such as
 * {@code user="elliotalderson" && timestamp > 1438104640000} and checked against the fields there are. Immutable; equal
 * questions are written alike.
 *
 * <p>Text is compared character by character, with case, whatever the operator. A comparison with something that an
 * activity does not have does not hold; {@code !=} is exactly the negation of {@code =}, so it holds then. Where an
 * activity has several values for a field, such as the recipients of a mail, one that agrees is enough. The language is
 * described in {@code docs/hunting-questions.md}.
 */
public final class Question {
    /** Longest text, in characters (code points). */
    public static final int LONGEST = 10_000;

    /** Deepest nesting of parentheses. */
    public static final int DEEPEST = 100;

    /** Most comparisons of a question. */
    public static final int MOST_COMPARISONS = 1_000;

    /** Most values after {@code in}. */
    public static final int LONGEST_LIST = 1_000;

    private final Clause clause;

    private Question(Clause clause) {
        this.clause = clause;
    }

    /**
     * Reads a question; a text of nothing but space asks for everything.
     *
     * @throws QuestionException at the first mistake, or if the text goes beyond one of the limits above
     */
    public static Question parse(String text) throws QuestionException {
        return new Question(new QuestionReader().read(Syntax.parse(text)));
    }

    /**
     * This question, only of activities that also have this value (S1-19).
     *
     * @param value as it would be shown: a number in digits, a time in RFC 3339
     * @throws QuestionException if there is no such field, or it can never have this value; its column says nothing
     */
    public Question and(String field, String value) throws QuestionException {
        Field has = QuestionReader.field(field, 1);
        boolean quoted = has.kind() == Field.Kind.TEXT || has.kind() == Field.Kind.TIME;
        List<Value> values = ValueReader.read(has, Operator.EQUAL, value, quoted, 1);
        Clause filter = new Clause.Comparison(has, Operator.EQUAL, values);
        return new Question(Clause.all(List.of(clause, filter)));
    }

    /** The question as a condition on the columns of the store. */
    public Condition condition() {
        return new ConditionWriter().write(clause);
    }

    /** What can be known, without looking at any activity, of those that the question is about. */
    public Scope scope() {
        return Scope.of(clause);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Question question && clause.equals(question.clause);
    }

    @Override
    public int hashCode() {
        return clause.hashCode();
    }

    /**
     * The question written out in one way, which {@link #parse} reads as an equal one; empty if it asks for everything.
     * Of a text near the limits it may be just beyond them, since it spells out times, quotes and parentheses.
     */
    @Override
    public String toString() {
        return QuestionText.of(clause);
    }
}
