package io.keepwatch.rules.memory;

import org.jspecify.annotations.Nullable;

/** A page's line in the directory: which seconds it spans, how much it holds, and the page itself once it was read. */
final class PageSlot {
    /** An open page grows at its end and is not looked through for what has expired. */
    static final long OPEN = Long.MAX_VALUE;

    final long number;
    long firstSecond;
    long lastSecond;
    int count;
    /** When the person's newest activity reaches this second, half of the page has expired. */
    long compactAt;

    @Nullable
    Page page;

    boolean changed;
    boolean used;

    PageSlot(long number, long firstSecond, long lastSecond, int count, long compactAt) {
        this.number = number;
        this.firstSecond = firstSecond;
        this.lastSecond = lastSecond;
        this.count = count;
        this.compactAt = compactAt;
    }

    /** Takes over what the page holds now. */
    void update(Page newPage) {
        page = newPage;
        count = newPage.size();
        if (count > 0) {
            firstSecond = newPage.second(0);
            lastSecond = newPage.second(count - 1);
        }
        changed = true;
        used = true;
    }
}
