package io.keepwatch.hunting.audit;

/** The entry could not be made durable, so that nothing may be shown. */
public final class AuditAwayException extends Exception {
    private static final long serialVersionUID = 1L;

    AuditAwayException(Throwable cause) {
        super("the audit trail cannot be written", cause);
    }
}
