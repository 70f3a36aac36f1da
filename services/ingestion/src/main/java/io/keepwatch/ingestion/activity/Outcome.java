package io.keepwatch.ingestion.activity;

import io.keepwatch.ingestion.http.Answer;

/**
 * How a request ended.
 *
 * @param readable true if anything of it was of its format
 * @param answer what became of its lines
 * @param settledLines all lines up to this one are durable or rejected; the rest may be sent again
 * @param detail more about the ending, empty where it speaks for itself
 */
record Outcome(Ending ending, boolean readable, Answer answer, long settledLines, String detail) {
    enum Ending {
        COMPLETE,
        TOO_LARGE,
        OVERLOADED,
        UNAVAILABLE,
        FOREIGN_SOURCE
    }
}
