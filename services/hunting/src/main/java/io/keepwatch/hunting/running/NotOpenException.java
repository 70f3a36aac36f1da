package io.keepwatch.hunting.running;

import java.io.IOException;

/** The store is still being opened. */
public final class NotOpenException extends IOException {
    private static final long serialVersionUID = 1L;

    NotOpenException() {
        super("the hunting store is not open yet");
    }
}
