package io.keepwatch.hunting.asking;

import java.util.ArrayList;
import java.util.List;

/** Which people's activities are read together, so that what is read at once is never much. Not thread-safe. */
final class ExportPlan {
    /** Activities that are read at once: some hundred bytes each while they are sorted. */
    static final int BATCH = 50_000;

    private final List<People> people = new ArrayList<>();
    private long total;
    private long inLast;

    /** Everybody from the first to the last, in the order of their keys. */
    record People(String first, String last) {}

    /** Adds the next one, in the order of their keys. */
    void add(String subject, long count) {
        if (people.isEmpty() || inLast + count > BATCH) {
            people.add(new People(subject, subject));
            inLast = count;
        } else {
            people.set(people.size() - 1, new People(people.getLast().first(), subject));
            inLast += count;
        }
        total += count;
    }

    List<People> people() {
        return people;
    }

    /** How many activities all of them have. */
    long total() {
        return total;
    }
}
