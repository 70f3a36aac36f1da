package io.keepwatch.ingestion.format;

import io.keepwatch.contracts.ActivityDraft;

/**
 * Turns the lines of one request into activities. A decoder lives as long as the request and is used by one thread, so
 * it may remember earlier lines: a format whose event spans several lines gives the activity out once the event is
 * complete, at the latest in {@link #end}. Bad input is never an exception but a rejected line; an exception of the
 * {@link Sink} ends the request and must pass through.
 */
public interface LineDecoder {

    /**
     * Takes the next line, without its line end; blank lines and lines over the size limit never arrive here.
     *
     * @param buffer holds the line; valid until this method returns
     * @param lineNumber counted from 1 over the whole unpacked body
     */
    void line(byte[] buffer, int offset, int length, long lineNumber, Sink sink);

    /** The request has no more lines: what is still open is accepted or rejected now. */
    void end(Sink sink);

    /**
     * The first line of what is still open, or {@link Long#MAX_VALUE}: where a request ends early, lines from here on
     * are not yet dealt with and the sender is told to send them again.
     */
    default long openSince() {
        return Long.MAX_VALUE;
    }

    /** What becomes of a line. Every line is accepted, rejected or part of an activity accepted for another line. */
    interface Sink {
        /**
         * An activity was read; whether it is valid is the sink's to find out.
         *
         * @param lineNumber the line a rejection would name: for an event of several lines, its first
         */
        void accept(ActivityDraft draft, long lineNumber);

        /**
         * A line is not an activity.
         *
         * @param reason fit to be shown to the sender: names the field, never its value
         */
        void reject(long lineNumber, String reason);

        /**
         * A line is not even of the format (reject: it was read, and something in it is wrong). A request of which
         * nothing is of the format is answered as a whole with 400.
         */
        default void unreadable(long lineNumber, String reason) {
            reject(lineNumber, reason);
        }
    }
}
