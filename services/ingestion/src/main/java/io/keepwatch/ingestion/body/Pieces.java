package io.keepwatch.ingestion.body;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A body cut into pieces, one record each, as it streams in: no more than one piece is in memory. Used by one thread.
 * Between two calls of {@link #next()} the other methods describe the piece at hand.
 */
public interface Pieces {

    /**
     * Moves on to the next piece that is not blank.
     *
     * @return false at the end of the body
     * @throws IOException if the body breaks off; {@link BodyTooLargeException} if it is over the limit
     */
    boolean next() throws IOException;

    /** Holds the piece from {@link #offset()} on for {@link #length()} bytes. */
    byte[] buffer();

    int offset();

    int length();

    /** Counted from 1; lines also count where they are blank. */
    long number();

    /** Why this piece cannot be handed on, in a sentence for the sender; null where it can. */
    @Nullable
    String fault();
}
