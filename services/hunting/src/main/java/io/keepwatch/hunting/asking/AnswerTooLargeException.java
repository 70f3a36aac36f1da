package io.keepwatch.hunting.asking;

/** An answer needs more memory than questions may use; a narrower question, or a shorter time, needs less. */
public final class AnswerTooLargeException extends Exception {
    private static final long serialVersionUID = 1L;

    AnswerTooLargeException(Throwable cause) {
        super("there are too many different values to answer this; ask for less, or for a shorter time", cause);
    }
}
