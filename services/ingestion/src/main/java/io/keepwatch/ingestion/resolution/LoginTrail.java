package io.keepwatch.ingestion.resolution;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who logged in where, by event time: the last login at a place speaks for what happens there in the hours after it.
 * Thread-safe. Logins may come in any order and more than once; what is too old to speak for anything that is still in
 * time is forgotten.
 */
@Singleton
public final class LoginTrail {
    /** How long a login speaks for its place. */
    static final Duration VALIDITY = Duration.ofHours(12);
    /** How much later than its time an activity may come and still be judged in time. */
    private static final Duration LATENESS = Duration.ofHours(24);
    /** Logins remembered at one place; a terminal server has many, and the newest matter. */
    private static final int MOST_LOGINS = 256;
    /** Places remembered. */
    private static final int MOST_PLACES = 500_000;

    private final Map<String, Place> places = new ConcurrentHashMap<>();

    /** A login by someone, known or not. */
    private record Login(Instant at, Owner who) {}

    /** Remembers a login at a place. */
    void add(String place, Instant at, Owner who) {
        if (places.size() >= MOST_PLACES && !places.containsKey(place)) {
            makeRoom(at);
        }
        places.computeIfAbsent(place, unknown -> new Place()).add(new Login(at, who));
    }

    /** Who logged in last at a place, not after {@code at} and less than {@link #VALIDITY} before; null if nobody. */
    @Nullable
    Owner lastAt(String place, Instant at) {
        Place known = places.get(place);
        return known == null ? null : known.last(at).map(Login::who).orElse(null);
    }

    /** Forgets the places that were quiet for longest; all of them, where none was quiet for long. */
    private synchronized void makeRoom(Instant now) {
        if (places.size() < MOST_PLACES) {
            return;
        }
        Instant oldest = now.minus(VALIDITY).minus(LATENESS);
        places.values().removeIf(place -> place.isQuietSince(oldest));
        if (places.size() >= MOST_PLACES) {
            places.clear();
        }
    }

    private static final class Place {
        /** In the order of time. */
        private final List<Login> logins = new ArrayList<>(2);

        synchronized void add(Login login) {
            int at = logins.size();
            while (at > 0 && logins.get(at - 1).at().isAfter(login.at())) {
                at--;
            }
            if (at > 0 && logins.get(at - 1).equals(login)) {
                return;
            }
            logins.add(at, login);
            Instant oldest = logins.getLast().at().minus(VALIDITY).minus(LATENESS);
            while (logins.size() > MOST_LOGINS || logins.getFirst().at().isBefore(oldest)) {
                logins.removeFirst();
            }
        }

        synchronized Optional<Login> last(Instant at) {
            for (int i = logins.size() - 1; i >= 0; i--) {
                Login login = logins.get(i);
                if (!login.at().isAfter(at)) {
                    return login.at().isAfter(at.minus(VALIDITY)) ? Optional.of(login) : Optional.empty();
                }
            }
            return Optional.empty();
        }

        synchronized boolean isQuietSince(Instant instant) {
            return logins.getLast().at().isBefore(instant);
        }
    }
}
