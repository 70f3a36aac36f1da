package io.keepwatch.rules.memory;

import io.keepwatch.contracts.AlertActivity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The alerts of a person that may still grow: a line each in the hot record, and each in a record of its own. */
final class AlertGroups {
    /** Most alerts of one rule in one period (a day, a night) that further fields tell apart. */
    static final int MOST_PER_PERIOD = 64;

    /** Seconds by which one date ends later where the clocks are last than where they are first: UTC+14 to UTC-12. */
    private static final long ZONES_APART = 26 * 3600;

    /** Most alerts of a person that may still grow. */
    static final int MOST = 512;

    private final String subject;
    private final GroupReader reader;
    private final Map<Long, Line> lines = new TreeMap<>();
    private final Map<String, Line> byName = new HashMap<>();
    private final List<Line> begun = new ArrayList<>();
    private final List<Long> dropped = new ArrayList<>();

    /** Reads a group that is stored. */
    @FunctionalInterface
    interface GroupReader {
        AlertGroup read(Line line);
    }

    /** A group's line in the hot record, and the group once it was read. */
    static final class Line {
        final long key;
        final int period;
        final long until;

        @Nullable
        AlertGroup group;

        boolean changed;

        Line(long key, int period, long until) {
            this.key = key;
            this.period = period;
            this.until = until;
        }
    }

    AlertGroups(String subject, GroupReader reader) {
        this.subject = subject;
        this.reader = reader;
    }

    Iterable<Line> lines() {
        return lines.values();
    }

    List<Long> dropped() {
        return dropped;
    }

    void restore(long key, int period, long until) {
        lines.put(key, new Line(key, period, until));
    }

    /** The group of a rule and an anchor, begun if there is none; what was begun counts only after {@link #keepBegun}. */
    AlertGroup find(String rule, Anchor anchor) {
        AlertGroup found = existing(rule, anchor.name());
        if (found != null) {
            return found;
        }
        if (!anchor.isWholePeriod() && isCrowded(rule, anchor)) {
            Anchor rest = anchor.rest();
            AlertGroup others = existing(rule, rest.name());
            return others != null ? others : begin(rule, rest);
        }
        return begin(rule, anchor);
    }

    private @Nullable AlertGroup existing(String rule, String anchor) {
        String name = name(rule, anchor);
        Line line = byName.get(name);
        if (line == null) {
            line = lines.get(key(AlertGroup.idOf(rule, subject, anchor)));
            if (line == null) {
                return null;
            }
            byName.put(name, line);
        }
        return read(line);
    }

    /** The group with a key, or null if it can grow no more and was forgotten. */
    @Nullable
    AlertGroup withKey(long key) {
        Line line = lines.get(key);
        return line == null ? null : read(line);
    }

    private AlertGroup read(Line line) {
        AlertGroup group = line.group;
        if (group == null) {
            group = reader.read(line);
            line.group = group;
        }
        return group;
    }

    private boolean isCrowded(String rule, Anchor anchor) {
        if (lines.size() + begun.size() >= MOST) {
            return true;
        }
        int period = period(rule, anchor);
        int inPeriod = 0;
        for (Line line : lines.values()) {
            inPeriod += line.period == period ? 1 : 0;
        }
        for (Line line : begun) {
            inPeriod += line.period == period ? 1 : 0;
        }
        return inPeriod >= MOST_PER_PERIOD;
    }

    private AlertGroup begin(String rule, Anchor anchor) {
        String id = AlertGroup.idOf(rule, subject, anchor.name());
        Line line = new Line(key(id), period(rule, anchor), anchor.until());
        AlertGroup group = new AlertGroup(id, line.key, rule, anchor.name(), anchor.until(), new Sections());
        line.group = group;
        line.changed = true;
        begun.add(line);
        byName.put(name(rule, anchor.name()), line);
        return group;
    }

    /** Counts a match and names what stood in its windows; returns whether the alert is now another than before. */
    boolean count(
            AlertGroup group,
            Remembered match,
            AlertGroup.@Nullable Earliest ifEarliest,
            AlertGroup.Standing standing,
            Recent recent) {
        keepBegun();
        boolean grown = group.count(match);
        if (grown) {
            recent.touch(match);
        }
        if (ifEarliest != null) {
            grown |= group.begin(ifEarliest);
        }
        grown |= group.name(match.named());
        for (AlertActivity activity : standing.activities()) {
            grown |= group.name(activity);
        }
        grown |= group.members().addAll(standing.members());
        if (grown) {
            touch(group);
        }
        return grown;
    }

    private void keepBegun() {
        for (Line line : begun) {
            lines.put(line.key, line);
        }
        begun.clear();
    }

    void dropBegun() {
        byName.values().removeAll(begun);
        begun.clear();
    }

    private void touch(AlertGroup group) {
        Line line = lines.get(group.key());
        if (line != null) {
            line.changed = true;
        }
    }

    /**
     * Drops groups whose anchor ended before anything that can still be judged, wherever the person has moved meanwhile:
     * a day that is over in one zone goes on in another.
     */
    boolean forget(long reach) {
        boolean forgotten = lines.values().removeIf(line -> {
            if (line.until < reach - ZONES_APART) {
                dropped.add(line.key);
                return true;
            }
            return false;
        });
        if (forgotten) {
            byName.clear();
        }
        return forgotten;
    }

    /** Lets groups go that are stored. */
    void release() {
        byName.clear();
        for (Line line : lines.values()) {
            line.group = null;
        }
    }

    static long key(String id) {
        return HexFormat.fromHexDigitsToLong(id, 0, 16);
    }

    private static int period(String rule, Anchor anchor) {
        return (int) key(AlertGroup.idOf(rule, anchor.period()));
    }

    private static String name(String rule, String anchor) {
        return rule + '\n' + anchor;
    }
}
