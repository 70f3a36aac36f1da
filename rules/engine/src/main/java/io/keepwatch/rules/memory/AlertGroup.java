package io.keepwatch.rules.memory;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertActivity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One alert of a person as it grows: what matched under its anchor. What it ends up as does not depend on the order in
 * which the matches came.
 */
public final class AlertGroup {
    private static final int ID_BYTES = 16;

    private final String id;
    private final long key;
    private final String rule;
    private final String anchor;
    private final long until;
    private final Sections sections;
    private long count;
    private @Nullable Earliest earliest;
    private final List<AlertActivity> activities = new ArrayList<>();
    private final Members members = new Members();

    /**
     * The earliest match: it says when the condition was first met, and names what the title names.
     *
     * @param activity the match
     * @param unresolved whether it was nobody's we know
     * @param fields values of the fields that the rule's texts name
     */
    public record Earliest(AlertActivity activity, boolean unresolved, Map<String, String> fields) {
        public Earliest {
            fields = Map.copyOf(fields);
        }
    }

    /**
     * What stands in the windows of a match.
     *
     * @param activities what an alert also names
     * @param members what a combination is made of
     */
    public record Standing(List<AlertActivity> activities, Members members) {
        public Standing {
            activities = List.copyOf(activities);
        }
    }

    /**
     * @param id the alert's id
     * @param key the id's first 64 bits: its name in stored state
     * @param until the first second that no longer belongs to the anchor; {@link Long#MAX_VALUE} where it has no end
     * @param sections what a newer release stored with it
     */
    AlertGroup(String id, long key, String rule, String anchor, long until, Sections sections) {
        this.id = id;
        this.key = key;
        this.rule = rule;
        this.anchor = anchor;
        this.until = until;
        this.sections = sections;
    }

    Sections sections() {
        return sections;
    }

    /** The alert's id. */
    public String id() {
        return id;
    }

    long key() {
        return key;
    }

    public String rule() {
        return rule;
    }

    public String anchor() {
        return anchor;
    }

    long until() {
        return until;
    }

    /** Whether it holds what has no room for an alert of its own. */
    public boolean isRest() {
        return anchor.endsWith(Anchor.REST);
    }

    /** Whether a match has not been counted yet. */
    public boolean isNew(Remembered match) {
        return !match.isCountedUnder(key);
    }

    /** How many activities matched. */
    public long count() {
        return count;
    }

    /** The earliest match; asked only of a group that has one. */
    public Earliest earliest() {
        if (earliest == null) {
            throw new IllegalStateException("nothing has matched yet");
        }
        return earliest;
    }

    /** The earliest of the matches and what stood in their windows, in order. */
    public List<AlertActivity> activities() {
        return activities;
    }

    /** What it is made of, where it is a combination's. */
    public Members members() {
        return members;
    }

    /** Whether something at or after the moment could still be among the activities that the alert names. */
    public boolean mayName(long second) {
        return activities.size() < Alert.MOST_ACTIVITIES
                || activities.getLast().time().getEpochSecond() >= second;
    }

    /** Whether a match would come before the earliest. */
    public boolean isEarlier(Remembered match) {
        if (earliest == null) {
            return true;
        }
        Instant time = earliest.activity().time();
        return match.compareTime(time.getEpochSecond(), time.getNano()) < 0
                || AlertActivity.ORDER.compare(match.named(), earliest.activity()) < 0;
    }

    boolean count(Remembered match) {
        if (match.isCountedUnder(key)) {
            return false;
        }
        match.countUnder(key);
        count++;
        return true;
    }

    boolean begin(Earliest match) {
        if (earliest != null && AlertActivity.ORDER.compare(match.activity(), earliest.activity()) >= 0) {
            return false;
        }
        earliest = match;
        return true;
    }

    /** Names an activity, if it belongs to the first ones. */
    boolean name(AlertActivity activity) {
        if (!mayName(activity.time().getEpochSecond())) {
            return false;
        }
        int at = Collections.binarySearch(activities, activity, AlertActivity.ORDER);
        if (at >= 0 || ~at >= Alert.MOST_ACTIVITIES) {
            return false;
        }
        activities.add(~at, activity);
        if (activities.size() > Alert.MOST_ACTIVITIES) {
            activities.removeLast();
        }
        return true;
    }

    void restore(long storedCount, Earliest storedEarliest, List<AlertActivity> storedActivities) {
        count = storedCount;
        earliest = storedEarliest;
        activities.addAll(storedActivities);
    }

    /** A name that follows from what it names: the same however often the input is replayed. */
    public static String idOf(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((byte) (bytes.length >>> 24));
                digest.update((byte) (bytes.length >>> 16));
                digest.update((byte) (bytes.length >>> 8));
                digest.update((byte) bytes.length);
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
