package io.keepwatch.hunting.asking;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.AuditEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which people's activities are read together, so that what is read at once is never much. Not thread-safe. */
final class ExportPlan {
    /** Activities that are read at once: some hundred bytes each while they are sorted. */
    static final int BATCH = 50_000;

    private final List<People> people = new ArrayList<>();
    private final Set<ActivityType> types = EnumSet.noneOf(ActivityType.class);
    private final List<String> shown = new ArrayList<>();
    private final long limit;
    private long shownPeople;
    private long total;
    private long inLast;

    /** @param limit the most activities that are written */
    ExportPlan(long limit) {
        this.limit = limit;
    }

    /** Everybody from the first to the last, in the order of their keys. */
    record People(String first, String last) {}

    /**
     * Adds the next one, in the order of their keys.
     *
     * @param kinds the types of their activities
     */
    void add(String subject, long count, Collection<String> kinds) {
        for (String kind : kinds) {
            ActivityType type = ActivityType.ofWireName(kind);
            if (type != null) {
                types.add(type);
            }
        }
        if (people.isEmpty() || inLast + count > BATCH) {
            people.add(new People(subject, subject));
            inLast = count;
        } else {
            people.set(people.size() - 1, new People(people.getLast().first(), subject));
            inLast += count;
        }
        if (total < limit) {
            shownPeople++;
            if (shown.size() < AuditEntry.MOST_SUBJECTS) {
                shown.add(subject);
            }
        }
        total += count;
    }

    /** The types of all their activities. */
    Set<ActivityType> types() {
        return types;
    }

    List<People> people() {
        return people;
    }

    /** The first of those who have an activity within the limit. */
    List<String> shown() {
        return shown;
    }

    /** How many have an activity within the limit. */
    long shownPeople() {
        return shownPeople;
    }

    /** How many activities all of them have. */
    long total() {
        return total;
    }
}
