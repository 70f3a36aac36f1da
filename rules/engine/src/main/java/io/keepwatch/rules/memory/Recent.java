package io.keepwatch.rules.memory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The activities of a person that still matter, in order, in pages: the one truth for repeats, windows and judging again.
 * Pages are read when they are needed; whatever grows the record of a busy person adds pages, not size.
 */
final class Recent {
    private static final long COMPACT_AGAIN = 3600;

    private final MemoryPlan plan;
    private final Profiles profiles;
    private final PageReader reader;
    private final PageDirectory directory = new PageDirectory();
    private final List<PageSlot> slots = directory.slots();
    private final List<Long> dropped = new ArrayList<>();
    private long nextNumber = 1;
    private boolean closedSinceForgetting;
    private boolean lostSomething;

    /** Reads a page that is stored. */
    @FunctionalInterface
    interface PageReader {
        Page read(PageSlot slot);
    }

    Recent(MemoryPlan plan, Profiles profiles, PageReader reader) {
        this.plan = plan;
        this.profiles = profiles;
        this.reader = reader;
    }

    List<PageSlot> slots() {
        return slots;
    }

    List<Long> dropped() {
        return dropped;
    }

    long nextNumber() {
        return nextNumber;
    }

    void nextNumber(long number) {
        nextNumber = number;
    }

    /** Whether this very activity (source, id, time) is remembered. */
    boolean holds(Remembered entry) {
        for (int i = directory.lastSlotFrom(entry.second()); i >= 0 && directory.reaches(i, entry.second()); i--) {
            if (page(slots.get(i)).holds(entry)) {
                return true;
            }
        }
        return false;
    }

    /** Puts an entry in its place; the page is read, and a full one divided, before anything changes. */
    void add(Remembered entry) {
        PageSlot slot = slotFor(entry);
        Page page = page(slot);
        page.add(entry, profiles);
        slot.update(page);
    }

    /** Takes an entry out again. */
    void remove(Remembered entry) {
        for (int i = directory.lastSlotFrom(entry.second()); i >= 0 && directory.reaches(i, entry.second()); i--) {
            PageSlot slot = slots.get(i);
            Page page = page(slot);
            if (page.holds(entry)) {
                page.remove(entry);
                slot.update(page);
                if (page.size() == 0) {
                    drop(i);
                }
                return;
            }
        }
    }

    /** Marks an entry as changed, so that its page is stored. */
    void touch(Remembered entry) {
        for (int i = directory.lastSlotFrom(entry.second()); i >= 0 && directory.reaches(i, entry.second()); i--) {
            PageSlot slot = slots.get(i);
            Page page = page(slot);
            if (page.holds(entry)) {
                page.touch(entry);
                slot.changed = true;
                return;
            }
        }
    }

    long sum(WindowPlan window, String part, long from, long until) {
        long sum = 0;
        for (int i = directory.lastSlotFrom(until - 1); i >= 0 && directory.reaches(i, from); i--) {
            sum = Saturating.sum(sum, column(i, window).sum(part, from, until));
        }
        return sum;
    }

    long distinct(WindowPlan window, String part, long from, long until) {
        Set<Object> seen = new HashSet<>();
        for (int i = directory.lastSlotFrom(until - 1); i >= 0 && directory.reaches(i, from); i--) {
            column(i, window).distinct(part, from, until, seen);
        }
        return seen.size();
    }

    /** Hands over the first {@code most} entries of a window's part in [from, until), in order. */
    void collect(WindowPlan window, String part, long from, long until, int most, Consumer<Remembered> to) {
        int left = most;
        for (int i = directory.firstSlotReaching(from); i < slots.size() && left > 0; i++) {
            if (slots.get(i).firstSecond >= until) {
                return;
            }
            left -= column(i, window).collect(part, from, until, left, to);
        }
    }

    /** Hands over every entry in [from, until), in order. */
    void forEach(long from, long until, Consumer<Remembered> to) {
        for (int i = directory.firstSlotReaching(from); i < slots.size() && slots.get(i).firstSecond < until; i++) {
            Page page = page(slots.get(i));
            for (int at = page.firstNotBefore(from); at < page.size() && page.second(at) < until; at++) {
                to.accept(page.get(at));
            }
        }
    }

    /** Drops what nothing looks at any more, once the person's newest activity is of {@code newest}. */
    void forget(long newest) {
        while (!slots.isEmpty() && slots.getFirst().lastSecond < newest - plan.longestRetention()) {
            drop(0);
        }
        while (slots.size() >= PageDirectory.MOST_PAGES) {
            drop(0);
            lostSomething = true;
        }
        if (closedSinceForgetting) {
            closedSinceForgetting = false;
            for (int i = slots.size() - 1; i >= 0; i--) {
                if (slots.get(i).compactAt <= newest) {
                    compact(i, newest);
                }
            }
        }
    }

    /** Whether, since this was last asked, something was dropped that still mattered, because there was too much. */
    boolean hasLostSomething() {
        boolean lost = lostSomething;
        lostSomething = false;
        return lost;
    }

    /** What windows took may have changed with the person's profile. */
    void forgetColumns() {
        for (PageSlot slot : slots) {
            if (slot.page != null) {
                slot.page.forgetColumns();
            }
        }
    }

    /** Lets pages go that are stored and were not used since this was last asked. */
    void release() {
        for (PageSlot slot : slots) {
            if (!slot.used && !slot.changed) {
                slot.page = null;
            }
            slot.used = false;
        }
    }

    private void compact(int i, long newest) {
        PageSlot slot = slots.get(i);
        Page page = page(slot);
        Page kept = new Page(plan.windows().size(), page.size(), page.sections());
        for (int at = 0; at < page.size(); at++) {
            Remembered entry = page.get(at);
            if (entry.second() >= newest - plan.retention(entry.type())) {
                kept.add(entry, profiles);
            }
        }
        if (kept.size() == 0) {
            drop(i);
        } else if (i + 1 < slots.size() && join(kept, i + 1)) {
            drop(i);
        } else {
            if (kept.size() < page.size()) {
                slot.update(kept);
            }
            slot.compactAt = Math.max(plan.halfExpired(kept), newest + COMPACT_AGAIN);
        }
    }

    /** Moves the few entries that are left of a page to the next one, if there is room. */
    private boolean join(Page few, int next) {
        PageSlot slot = slots.get(next);
        if (slot.compactAt == PageSlot.OPEN || few.size() + slot.count > PageDirectory.PAGE / 2) {
            return false;
        }
        Page page = page(slot);
        for (int at = 0; at < few.size(); at++) {
            page.add(few.get(at), profiles);
        }
        slot.update(page);
        return true;
    }

    private void drop(int i) {
        dropped.add(slots.remove(i).number);
    }

    private PageSlot slotFor(Remembered entry) {
        if (slots.isEmpty()) {
            return open();
        }
        int i = Math.max(0, directory.lastSlotFrom(entry.second()));
        while (i > 0
                && slots.get(i).firstSecond == entry.second()
                && page(slots.get(i)).first().compareTo(entry) > 0) {
            i--;
        }
        PageSlot slot = slots.get(i);
        Page page = page(slot);
        if (!directory.isFull(page)) {
            return slot;
        }
        if (i == slots.size() - 1 && page.last().compareTo(entry) < 0) {
            close(slot, page);
            return open();
        }
        PageSlot upper = divide(i, page);
        return page(upper).first().compareTo(entry) <= 0 ? upper : slot;
    }

    private PageSlot open() {
        PageSlot slot = new PageSlot(nextNumber++, 0, 0, 0, PageSlot.OPEN);
        slot.page = new Page(plan.windows().size(), 8, new Sections());
        slots.add(slot);
        return slot;
    }

    private void close(PageSlot slot, Page page) {
        slot.compactAt = plan.halfExpired(page);
        closedSinceForgetting = true;
    }

    private PageSlot divide(int i, Page page) {
        PageSlot slot = slots.get(i);
        Page lower = new Page(plan.windows().size(), page.size(), page.sections());
        Page upper = new Page(plan.windows().size(), page.size(), new Sections());
        for (int at = 0; at < page.size(); at++) {
            (at < page.size() / 2 ? lower : upper).add(page.get(at), profiles);
        }
        PageSlot above = new PageSlot(nextNumber++, 0, 0, 0, slot.compactAt);
        above.update(upper);
        slots.add(i + 1, above);
        slot.update(lower);
        close(slot, lower);
        return above;
    }

    private Page page(PageSlot slot) {
        Page page = slot.page;
        if (page == null) {
            page = reader.read(slot);
            slot.page = page;
        }
        slot.used = true;
        return page;
    }

    private Column column(int i, WindowPlan window) {
        return page(slots.get(i)).column(window, profiles);
    }
}
