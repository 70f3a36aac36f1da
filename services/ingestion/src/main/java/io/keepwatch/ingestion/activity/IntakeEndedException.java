package io.keepwatch.ingestion.activity;

/** A request cannot be read on; what was read so far stands. Passes through decoders, which never catch it. */
final class IntakeEndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    enum Cause {
        /** There is no room on the way to Kafka. */
        OVERLOADED,
        /** Records cannot be stored. */
        UNAVAILABLE,
        /** An envelope names a source that the token does not grant. */
        FOREIGN_SOURCE
    }

    private final Cause why;

    IntakeEndedException(Cause why) {
        super(why.name(), null, false, false);
        this.why = why;
    }

    Cause why() {
        return why;
    }
}
