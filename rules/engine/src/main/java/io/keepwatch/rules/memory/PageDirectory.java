package io.keepwatch.rules.memory;

import java.util.ArrayList;
import java.util.List;

/** The pages of a person by the seconds they span, in order; two neighbours may share a second. */
final class PageDirectory {
    /** Most entries in a page of an ordinary person. */
    static final int PAGE = 32;

    /** Most bytes in a page, roughly: far below what a broker takes as one record. A single entry may be longer. */
    static final int HEAVIEST_PAGE = 256 * 1024;

    /** Most pages of a person. The directory is part of the hot record, so its length is bounded. */
    static final int MOST_PAGES = 1024;

    private final List<PageSlot> slots = new ArrayList<>();

    List<PageSlot> slots() {
        return slots;
    }

    /** Whether a page takes no more entries. Pages get longer for someone who has very many. */
    boolean isFull(Page page) {
        return page.size() >= capacity() || (page.weight() >= HEAVIEST_PAGE && page.size() > 1);
    }

    private int capacity() {
        return slots.size() < MOST_PAGES / 2 ? PAGE : slots.size() < MOST_PAGES * 3 / 4 ? 16 * PAGE : 64 * PAGE;
    }

    /** Whether a page ends at or after the second. */
    boolean reaches(int i, long second) {
        return slots.get(i).lastSecond >= second;
    }

    /** The last slot that begins at or before the second; −1 if there is none. */
    int lastSlotFrom(long second) {
        int i = slots.size() - 1;
        if (i >= 0 && slots.get(i).firstSecond <= second) {
            return i;
        }
        int low = 0;
        int high = slots.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (slots.get(middle).firstSecond <= second) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** The first slot that ends at or after the second. */
    int firstSlotReaching(long second) {
        int low = 0;
        int high = slots.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (slots.get(middle).lastSecond < second) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
