package io.keepwatch.hunting.question;

import org.jspecify.annotations.Nullable;

/** A text is no question: where, why and, where it can be guessed, what was meant. Quotes at most a few words of the text. */
public final class QuestionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int column;
    private final String reason;
    private final @Nullable String suggestion;

    QuestionException(int column, String reason) {
        this(column, reason, null);
    }

    QuestionException(int column, String reason, @Nullable String suggestion) {
        super("column " + column + ": " + reason + (suggestion == null ? "" : "; did you mean " + suggestion + "?"));
        this.column = column;
        this.reason = reason;
        this.suggestion = suggestion;
    }

    /** Where it goes wrong: the first character of the text is 1; whole characters (code points) count, as typed. */
    public int column() {
        return column;
    }

    /** What is wrong, without column and suggestion. */
    public String reason() {
        return reason;
    }

    /** What may stand there instead, or null if nothing comes close. */
    public @Nullable String suggestion() {
        return suggestion;
    }
}
