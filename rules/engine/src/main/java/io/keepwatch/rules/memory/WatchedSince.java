package io.keepwatch.rules.memory;

import io.keepwatch.rules.book.WindowDeclaration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Since when each window that compares with earlier days is watched for a person. A window that a new rule set brings
 * knows nothing of the days before it, however long the person is known, and must not take them for quiet ones.
 */
final class WatchedSince {
    /** Watched ever since the person is known. */
    static final long BEGINNING = 0;

    /** A set without the window, for example one that was rolled back, may last so long without it learning anew. */
    private static final long SHORT_BREAK = Duration.ofDays(1).toSeconds();

    private static final long NOT_ON_A_BREAK = 0;

    private final List<Watch> watches = new ArrayList<>();
    private boolean upToDate;

    /**
     * One window's.
     *
     * @param window its key
     * @param since seconds since 1970, or {@link #BEGINNING}
     * @param breakAt when the rule set stopped asking for it, in seconds since 1970; 0 while it does
     */
    record Watch(long window, long since, long breakAt) {}

    List<Watch> watches() {
        return watches;
    }

    /**
     * Brings it up to date with the rule set, once after it was read.
     *
     * @param asked the keys of the windows it asks for
     * @param newest the person's newest activity, in seconds since 1970; null for a person not seen before
     * @param fromTheBeginning whether this was stored by a release that did not keep it: then all windows were watched
     * @return whether anything changed
     */
    boolean update(List<Long> asked, @Nullable Long newest, boolean fromTheBeginning) {
        if (upToDate) {
            return false;
        }
        upToDate = true;
        if (isAsked(asked)) {
            return false;
        }
        List<Watch> before = List.copyOf(watches);
        long now = newest == null || fromTheBeginning ? BEGINNING : newest;
        watches.replaceAll(watch -> updated(watch, asked.contains(watch.window()), now));
        watches.removeIf(watch -> watch.breakAt() != NOT_ON_A_BREAK && now - watch.breakAt() > SHORT_BREAK);
        for (long window : asked) {
            if (find(window) == null) {
                watches.add(new Watch(window, now, NOT_ON_A_BREAK));
            }
        }
        return !watches.equals(before);
    }

    /** Whether just these windows are watched, as after every activity but the first under a rule set. */
    private boolean isAsked(List<Long> asked) {
        if (watches.size() != asked.size()) {
            return false;
        }
        for (int i = 0; i < watches.size(); i++) {
            Watch watch = watches.get(i);
            if (watch.window() != asked.get(i) || watch.breakAt() != NOT_ON_A_BREAK) {
                return false;
            }
        }
        return true;
    }

    private static Watch updated(Watch watch, boolean asked, long now) {
        if (!asked) {
            return watch.breakAt() == NOT_ON_A_BREAK ? new Watch(watch.window(), watch.since(), now) : watch;
        }
        boolean resumes = watch.breakAt() != NOT_ON_A_BREAK && now - watch.breakAt() <= SHORT_BREAK;
        return resumes ? new Watch(watch.window(), watch.since(), NOT_ON_A_BREAK) : watch;
    }

    /** Seconds since 1970, or {@link #BEGINNING}. */
    long of(WindowDeclaration window) {
        Watch watch = find(window.key());
        return watch == null ? BEGINNING : watch.since();
    }

    private @Nullable Watch find(long window) {
        for (Watch watch : watches) {
            if (watch.window() == window) {
                return watch;
            }
        }
        return null;
    }
}
