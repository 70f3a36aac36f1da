package io.keepwatch.hunting.question;

/**
 * How a comparison compares. {@code !=} and {@code in} are no operators of their own: the one is the negation of {@link
 * #EQUAL}, the other {@link #EQUAL} with several values.
 */
enum Operator {
    /** Exactly one of the values; text with case. */
    EQUAL("="),
    GREATER(">"),
    AT_LEAST(">="),
    LESS("<"),
    AT_MOST("<="),
    /** With case, as the two after it; every text starts with the empty one. */
    STARTS_WITH("starts_with"),
    ENDS_WITH("ends_with"),
    CONTAINS("contains");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    String symbol() {
        return symbol;
    }
}
