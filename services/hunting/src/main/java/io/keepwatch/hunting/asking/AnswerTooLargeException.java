package io.keepwatch.hunting.asking;

import java.sql.SQLException;
import java.util.Locale;

/** An answer needs more memory than questions may use; a narrower question, or a shorter time, needs less. */
public final class AnswerTooLargeException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final String OUT_OF_MEMORY = "out of memory";

    AnswerTooLargeException(Throwable cause) {
        super("there are too many different values to answer this; ask for less, or for a shorter time", cause);
    }

    /** Whether a failure of the database means that there is too much to hold. */
    public static boolean explains(SQLException failure) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains(OUT_OF_MEMORY);
    }
}
