package io.keepwatch.ingestion.body;

import java.io.IOException;

/** The body is larger than a request may be, or unpacks as no honest one does. */
public final class BodyTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    BodyTooLargeException(String reason) {
        super(reason);
    }

    /** A sentence for the sender. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
