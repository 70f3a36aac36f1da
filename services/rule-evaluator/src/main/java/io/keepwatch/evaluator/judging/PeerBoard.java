package io.keepwatch.evaluator.judging;

import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.PeerPart;
import io.keepwatch.rules.habit.PeerHabit;
import io.keepwatch.rules.habit.PeerHabitCodec;
import io.keepwatch.rules.habit.PeerSnapshot;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Whom people are compared with: of each partition the newest day of which everything has come, read from the topic that
 * every instance reads whole. A snapshot does not change; there is a new one when a part is newer. Not thread-safe; lives on
 * a task's thread.
 */
final class PeerBoard {
    /** So many partitions in a row may have nobody. */
    private static final int LONGEST_GAP = 64;

    private final ReadOnlyKeyValueStore<String, byte @Nullable []> store;
    private final Map<Integer, Part> parts = new TreeMap<>();
    private PeerSnapshot newest = PeerSnapshot.NONE;

    PeerBoard(ReadOnlyKeyValueStore<String, byte @Nullable []> store) {
        this.store = store;
        look();
    }

    /** Everything of a partition, by group. */
    private record Part(LocalDate day, Map<String, PeerHabit> groups) {}

    /** Whom people are compared with, as of the last look. */
    PeerSnapshot newest() {
        return newest;
    }

    /** Looks for newer parts. */
    void look() {
        boolean isNewer = false;
        // Partitions are told one after the other from 0 on; one that never wrote any has nobody.
        for (int part = 0, missing = 0; missing < LONGEST_GAP; part++) {
            byte[] stored = store.get(PeerPart.newestOf(part));
            missing = stored == null ? missing + 1 : 0;
            if (stored != null) {
                isNewer |= take(stored);
            }
        }
        if (isNewer) {
            newest = snapshot();
        }
    }

    private boolean take(byte[] stored) {
        try {
            PeerPart own = PeerPart.read(stored);
            Part known = parts.get(own.part());
            if (known != null && known.day().equals(own.day())) {
                return false;
            }
            Map<String, PeerHabit> groups = groups(own);
            if (groups.size() < own.groups()) {
                return false;
            }
            groups.put(own.group(), habit(own));
            parts.put(own.part(), new Part(own.day(), groups));
            return true;
        } catch (MalformedMessageException | IllegalArgumentException | IllegalStateException _) {
            // A part of another release: what was known of it stays.
            return false;
        }
    }

    private Map<String, PeerHabit> groups(PeerPart own) throws MalformedMessageException {
        Map<String, PeerHabit> groups = new HashMap<>();
        try (KeyValueIterator<String, byte @Nullable []> stored = store.range(
                PeerPart.ofDay(own.part(), own.day()),
                PeerPart.ofDay(own.part(), own.day().plusDays(1)))) {
            while (stored.hasNext()) {
                byte[] value = stored.next().value;
                if (value != null) {
                    PeerPart group = PeerPart.read(value);
                    groups.put(group.group(), habit(group));
                }
            }
        }
        return groups;
    }

    private static PeerHabit habit(PeerPart part) {
        return PeerHabitCodec.decode(Base64.getDecoder().decode(part.habit()));
    }

    private PeerSnapshot snapshot() {
        Map<String, PeerHabit> groups = new HashMap<>();
        TreeSet<LocalDate> days = new TreeSet<>();
        for (Part part : parts.values()) {
            days.add(part.day());
            part.groups().forEach((group, habit) -> groups.merge(group, habit, PeerHabit::merge));
        }
        String name = days.size() == 1 ? days.first().toString() : days.first() + " to " + days.last();
        return new PeerSnapshot(name, groups);
    }

    /** The keys of what a partition wrote for days before one. */
    List<String> before(int part, @Nullable LocalDate day) {
        List<String> old = new ArrayList<>();
        if (day != null) {
            try (KeyValueIterator<String, byte @Nullable []> stored =
                    store.range(PeerPart.newestOf(part) + " ", PeerPart.ofDay(part, day))) {
                while (stored.hasNext()) {
                    old.add(stored.next().key);
                }
            }
        }
        return old;
    }
}
