package io.keepwatch.rules.memory;

import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.Identity;
import io.keepwatch.rules.judgement.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person's profiles by the time from which each holds. A time before the first has the first: nobody becomes a stranger
 * for what happened before we were told of them.
 */
final class Profiles {
    /** Most profiles kept; when there are more within reach, the oldest give way. */
    static final int MOST = 8;

    private final List<Version> versions = new ArrayList<>();

    /** A profile with what is asked of it often. */
    private record Version(Identity identity, ZoneId zone, Context context) {
        private Version(Identity identity) {
            this(identity, new Context(identity, null, false));
        }

        private Version(Identity identity, Context context) {
            this(identity, context.zone(), context);
        }
    }

    List<Identity> all() {
        return versions.stream().map(Version::identity).toList();
    }

    void restore(List<Identity> profiles) {
        versions.clear();
        profiles.forEach(profile -> versions.add(new Version(profile)));
    }

    /**
     * What is kept of a profile: what rules may ask. Accounts and machines serve resolution, not judgement. Texts are
     * cut to a length that keys have, and a time zone nobody knows is none.
     */
    static Identity kept(Identity identity) {
        Identity.Device device = identity.device();
        return new Identity(
                identity.subject(),
                List.of(),
                List.of(),
                device == null ? null : new Identity.Device(cut(device.owner()), cut(device.agreement())),
                cutOptional(identity.department()),
                cutOptional(identity.role()),
                cutOptional(identity.peerGroup()),
                cutOptional(identity.manager()),
                identity.privileged(),
                identity.contractor(),
                identity.crownJewels(),
                hasKnownZone(identity) ? identity.timeZone() : null,
                cutOptional(identity.workHours()),
                cutOptional(identity.site()),
                identity.clearance(),
                identity.validFrom(),
                identity.retired());
    }

    /** Whether the profile's time zone is one we know, or absent. */
    static boolean hasKnownZone(Identity identity) {
        try {
            return identity.timeZone() == null || ZoneId.of(identity.timeZone()).getRules() != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static @Nullable String cutOptional(@Nullable String text) {
        return text == null ? null : cut(text);
    }

    private static String cut(String text) {
        return text.length() <= ActivityDraft.LONGEST_KEY ? text : text.substring(0, ActivityDraft.LONGEST_KEY);
    }

    /** Puts a profile in its place; one that holds from the same time is replaced. */
    void put(Identity identity) {
        Version version = new Version(identity);
        int at = versions.size();
        while (at > 0 && validFrom(at - 1).compareTo(identity.validFrom()) >= 0) {
            at--;
        }
        if (at < versions.size() && validFrom(at).equals(identity.validFrom())) {
            versions.set(at, version);
        } else {
            versions.add(at, version);
        }
    }

    boolean holds(Identity identity) {
        return versions.stream().anyMatch(version -> version.identity().equals(identity));
    }

    /**
     * Hands over each profile with the times from and until which it holds; the first one from {@link Instant#EPOCH} on,
     * because it also holds for all time before, the last one without an end.
     */
    void forEach(Holding to) {
        for (int i = 0; i < versions.size(); i++) {
            to.holds(
                    versions.get(i).identity(),
                    i == 0 ? Instant.EPOCH : validFrom(i),
                    i + 1 < versions.size() ? validFrom(i + 1) : null);
        }
    }

    /** Takes a profile and when it holds. */
    @FunctionalInterface
    interface Holding {
        void holds(Identity profile, Instant from, @Nullable Instant until);
    }

    /** Whether this is the earliest profile known, which also holds for all time before. */
    boolean isFirst(Identity identity) {
        return versions.isEmpty() || !validFrom(0).isBefore(identity.validFrom());
    }

    /** Whether it is known for good which profile holds at a time, once none comes that is valid before {@code reach}. */
    boolean areKnownAt(Instant time, Instant reach) {
        return !time.isAfter(reach)
                && !versions.isEmpty()
                && (!validFrom(0).isAfter(time)
                        || (versions.size() > 1 && !validFrom(1).isAfter(reach)));
    }

    /** Drops profiles that no activity at or after {@code reach} looks at, and the oldest of too many. */
    boolean forget(Instant reach) {
        boolean forgotten = false;
        while (versions.size() > MOST || (versions.size() > 1 && !validFrom(1).isAfter(reach))) {
            versions.removeFirst();
            forgotten = true;
        }
        return forgotten;
    }

    boolean privilegedAt(Remembered entry) {
        Version version = at(entry);
        return version != null && version.identity().privileged();
    }

    ZoneId zoneAt(Remembered entry) {
        Version version = at(entry);
        return version == null ? Context.UNKNOWN.zone() : version.zone();
    }

    ZoneId zoneAt(Instant time) {
        for (int i = versions.size() - 1; i > 0; i--) {
            if (!time.isBefore(validFrom(i))) {
                return versions.get(i).zone();
            }
        }
        return versions.isEmpty() ? Context.UNKNOWN.zone() : versions.getFirst().zone();
    }

    /** The profile that holds at a time; null where nobody told. */
    @Nullable
    Identity profileAt(Instant time) {
        for (int i = versions.size() - 1; i > 0; i--) {
            if (!time.isBefore(validFrom(i))) {
                return versions.get(i).identity();
            }
        }
        return versions.isEmpty() ? null : versions.getFirst().identity();
    }

    /** The person as of the entry's time, as far as profiles tell. */
    Context contextAt(Remembered entry) {
        Version version = at(entry);
        return version == null ? Context.UNKNOWN : version.context();
    }

    private @Nullable Version at(Remembered entry) {
        for (int i = versions.size() - 1; i > 0; i--) {
            Instant validFrom = validFrom(i);
            if (entry.compareTime(validFrom.getEpochSecond(), validFrom.getNano()) >= 0) {
                return versions.get(i);
            }
        }
        return versions.isEmpty() ? null : versions.getFirst();
    }

    private Instant validFrom(int i) {
        return versions.get(i).identity().validFrom();
    }
}
