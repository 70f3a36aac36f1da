package io.keepwatch.hunting.store;

/** A question was ended before it was answered. */
public final class QuestionStoppedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        TIME_LIMIT,
        CANCELLED
    }

    private final Reason reason;

    QuestionStoppedException(Reason reason, Throwable cause) {
        super("the question was stopped: " + reason, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
