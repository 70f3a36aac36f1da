package io.keepwatch.rules.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Times that begin with something done and last for a while after the last of it: the union of [t, t + length) over all of
 * it, which depends on no order.
 */
final class Spells {
    /** Most that are kept; those that were over first give way. */
    static final int MOST = 8;

    private final List<Spell> spells = new ArrayList<>();

    /** From {@code from}, inclusive, until {@code until}, exclusive. */
    record Spell(Instant from, Instant until) {}

    List<Spell> all() {
        return List.copyOf(spells);
    }

    boolean isEmpty() {
        return spells.isEmpty();
    }

    void add(Instant begin, Duration length) {
        add(new Spell(begin, begin.plus(length)));
    }

    /** Spells that touch are one. */
    void add(Spell more) {
        Instant from = more.from();
        Instant until = more.until();
        for (Spell spell : all()) {
            if (!spell.from().isAfter(until) && !spell.until().isBefore(from)) {
                from = spell.from().isBefore(from) ? spell.from() : from;
                until = spell.until().isAfter(until) ? spell.until() : until;
                spells.remove(spell);
            }
        }
        spells.add(new Spell(from, until));
        spells.sort(Comparator.comparing(Spell::from));
        while (spells.size() > MOST) {
            spells.removeFirst();
        }
    }
}
