package io.keepwatch.rules.backtest;

import java.io.IOException;
import java.nio.file.Path;

/** A history in which a person begins a second time: their windows would begin anew, and the alerts be wrong. */
public final class UnsortedHistoryException extends IOException {
    private static final long serialVersionUID = 1L;

    UnsortedHistoryException(Path file, long line) {
        super(file + ":" + line + ": a person of whom activities stood further up begins again;"
                + " the file must be sorted by person and time");
    }
}
