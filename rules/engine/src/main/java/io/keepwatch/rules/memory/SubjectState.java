package io.keepwatch.rules.memory;

/**
 * What is remembered of one person, decoded and mutable; owned by one thread. Made and changed by the engine only.
 */
public final class SubjectState {
    private final String subject;
    private boolean changed;

    public SubjectState(String subject) {
        this.subject = subject;
    }

    public String subject() {
        return subject;
    }

    /** Whether something has changed since it was loaded or last stored. */
    public boolean changed() {
        return changed;
    }

    void stored() {
        changed = false;
    }
}
