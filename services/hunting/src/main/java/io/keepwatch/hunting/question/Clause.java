package io.keepwatch.hunting.question;

import java.util.ArrayList;
import java.util.List;

/**
 * The tree of a question. Logic has two values: a comparison with a field that the activity does not have does not hold,
 * and {@link Not} turns around whatever is in it. Made by the factories, the tree has a normal form: no clause of one
 * kind lies directly in another, and {@link All} and {@link Any} never hold exactly one.
 */
sealed interface Clause {
    /** Holds if all hold; of none, always. */
    record All(List<Clause> clauses) implements Clause {
        public All {
            clauses = List.copyOf(clauses);
        }
    }

    /** Holds if at least one holds. */
    record Any(List<Clause> clauses) implements Clause {
        public Any {
            clauses = List.copyOf(clauses);
        }
    }

    record Not(Clause clause) implements Clause {}

    /**
     * Holds if one of the field's values in an activity compares so with one of the values given.
     *
     * @param values of the field's kind; several with {@link Operator#EQUAL} only
     */
    record Comparison(Field field, Operator operator, List<Value> values) implements Clause {
        public Comparison {
            values = List.copyOf(values);
        }
    }

    static Clause all(List<Clause> clauses) {
        List<Clause> flat = new ArrayList<>();
        for (Clause clause : clauses) {
            flat.addAll(clause instanceof All(List<Clause> inner) ? inner : List.of(clause));
        }
        return flat.size() == 1 ? flat.getFirst() : new All(flat);
    }

    static Clause any(List<Clause> clauses) {
        List<Clause> flat = new ArrayList<>();
        for (Clause clause : clauses) {
            flat.addAll(clause instanceof Any(List<Clause> inner) ? inner : List.of(clause));
        }
        return flat.size() == 1 ? flat.getFirst() : new Any(flat);
    }

    static Clause not(Clause clause) {
        return clause instanceof Not(Clause inner) ? inner : new Not(clause);
    }
}
