package io.keepwatch.hunting.asking;

import io.keepwatch.contracts.Activity;
import io.keepwatch.hunting.store.Question;
import io.keepwatch.hunting.store.QuestionStoppedException;
import io.keepwatch.hunting.store.StoreReader;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The activities that answer a question, newest first, page by page (S1-13, S1-14, S1-27). A page ends where the next one
 * begins, whatever is stored meanwhile: none is given twice, and none of those that were there is left out. Thread-safe.
 */
public final class Hunt {
    /** Most activities of a page. */
    public static final int LARGEST_PAGE = 1_000;

    /** Activities of a page, where nobody says. */
    public static final int PAGE = 100;

    /** Files that are opened for one slice of time; more only where a single hour has more. */
    private static final int MOST_FILES = 800;
    /** Bytes of these files; likewise. */
    private static final long MOST_BYTES = 64L << 20;

    private final StoreReader reader;
    private final InstantSource clock;
    private final TimeLimits limits;
    private final LongSupplier ticker;

    public Hunt(StoreReader reader, InstantSource clock, TimeLimits limits) {
        this(reader, clock, limits, System::nanoTime);
    }

    Hunt(StoreReader reader, InstantSource clock, TimeLimits limits, LongSupplier ticker) {
        this.reader = reader;
        this.clock = clock;
        this.limits = limits;
        this.ticker = ticker;
    }

    /**
     * A page. If the time limit is over before it is full, it has what was found until then, and says so.
     *
     * @param limit most activities, up to {@link #LARGEST_PAGE}
     * @param cursorText of the page before, null for the first
     * @throws ParameterException if the limit is none, or the cursor not this question's
     * @throws QuestionStoppedException if it was cancelled, or the time limit was over before anything was looked at
     */
    public Page page(Asked asked, int limit, @Nullable String cursorText, Cancellation cancellation)
            throws ParameterException, QuestionStoppedException, AnswerTooLargeException, IOException {
        ParameterException.requireBetween("limit", limit, 1, LARGEST_PAGE);
        Span span = asked.span();
        @Nullable Cursor cursor = cursorText == null ? null : Cursor.read(cursorText, asked);
        if (cursor != null) {
            span = span.and(Span.of(
                    null, cursor.isTimeOnly() ? cursor.time() : cursor.time().plusNanos(1)));
        }
        Walk walk = new Walk(span, clock.instant());
        List<Activity> found = new ArrayList<>();
        if (!search(asked, cursor, limit + 1, walk, found, cancellation)) {
            Instant searched = walk.slice().to();
            return new Page(found, false, searched, Cursor.before(searched).text(asked));
        }
        if (found.size() <= limit) {
            return new Page(found, true, null, null);
        }
        Cursor last = Cursor.after(found.get(limit - 1).header());
        return new Page(found.subList(0, limit), true, last.time(), last.text(asked));
    }

    /** Returns whether there was time enough to find as many as are wanted, or all there are. */
    private boolean search(
            Asked asked,
            @Nullable Cursor cursor,
            int wanted,
            Walk walk,
            List<Activity> found,
            Cancellation cancellation)
            throws QuestionStoppedException, AnswerTooLargeException, IOException {
        Asker asker = new Asker(reader, limits.question(), cancellation, ticker);
        Instant begin = walk.slice().to();
        while (!walk.isOver() && found.size() < wanted) {
            Span slice = walk.slice();
            boolean begun = !slice.to().equals(begin);
            if (begun && asker.isLate()) {
                return false;
            }
            try {
                Optional<List<Activity>> more = asker.ask(
                        slice,
                        running -> holdsTooMuch(running) && walk.canBeShorter()
                                ? Optional.empty()
                                : Optional.of(new Newest(running, asked, slice, cursor, wanted - found.size()).read()));
                if (more.isPresent()) {
                    found.addAll(more.get());
                    walk.advance();
                } else {
                    walk.shorten();
                }
            } catch (QuestionStoppedException e) {
                if (e.reason() != QuestionStoppedException.Reason.TIME_LIMIT || !begun) {
                    throw e;
                }
                return false;
            }
        }
        return true;
    }

    private static boolean holdsTooMuch(Question running) {
        return running.files() > MOST_FILES || running.bytes() > MOST_BYTES;
    }
}
