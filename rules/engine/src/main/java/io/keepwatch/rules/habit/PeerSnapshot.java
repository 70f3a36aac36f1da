package io.keepwatch.rules.habit;

import io.keepwatch.contracts.Identity;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is usual for the groups of an organisation as of a day: immutable, and named, so that it can be said what somebody was
 * compared with. A person belongs to the group that their identity names, else to those of their department and role
 * (S3-13).
 */
public final class PeerSnapshot {
    /** Before anybody is known: everyone is compared with themselves. */
    public static final PeerSnapshot NONE = new PeerSnapshot("none", Map.of());

    private static final char BETWEEN = '/';

    private final String name;
    private final Map<String, PeerHabit> groups;
    private final PeerHabit organisation;

    /**
     * @param name of this content, for example the day up to which it knows the groups
     * @param groups by {@link #groupOf}
     */
    public PeerSnapshot(String name, Map<String, PeerHabit> groups) {
        this.name = name;
        this.groups = Map.copyOf(groups);
        PeerHabit all = PeerHabit.NONE;
        for (PeerHabit group : new TreeMap<>(groups).values()) {
            all = all.merge(group);
        }
        this.organisation = all.limited();
    }

    /** The group of somebody with this profile; the empty text where nothing tells: they belong to the organisation alone. */
    public static String groupOf(@Nullable Identity profile) {
        if (profile == null) {
            return "";
        }
        if (profile.peerGroup() != null) {
            return profile.peerGroup();
        }
        String department = profile.department();
        String role = profile.role();
        return department == null && role == null
                ? ""
                : (department == null ? "" : department) + BETWEEN + (role == null ? "" : role);
    }

    /**
     * Whom a person is compared with; they themselves are not among them.
     *
     * @param habit the person's
     * @param on the day of their calendar
     */
    public Peers of(@Nullable Identity profile, Habit habit, LocalDate on, HabitSettings by) {
        if (groups.isEmpty()) {
            return Peers.NONE;
        }
        String group = groupOf(profile);
        PeerHabit peers = group.isEmpty() ? PeerHabit.NONE : groups.getOrDefault(group, PeerHabit.NONE);
        return new Peers(peers, organisation).asOf(name).without(PeerHabit.of(habit, on, by));
    }
}
