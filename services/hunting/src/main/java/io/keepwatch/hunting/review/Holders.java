package io.keepwatch.hunting.review;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who held which address and which session, while time goes by. An address is held by who last logged in from it, over
 * VPN rather than otherwise, until somebody else does; a session by who last opened one of its name on its host. What is
 * too old to count is forgotten, so that it does not grow with the time looked at. Not thread-safe.
 */
final class Holders {
    private final Claims<String> vpn = new Claims<>(PullTransfers.LOGIN_HOLDS);
    private final Claims<String> interactive = new Claims<>(PullTransfers.LOGIN_HOLDS);
    private final Claims<Session> sessions = new Claims<>(PullTransfers.SESSION_HOLDS);

    /**
     * A login, or the report of an open session.
     *
     * @param from when it begins to count
     * @param time when it was reported; until so long after it, it counts
     */
    record Claim(
            String source,
            String id,
            Instant from,
            Instant time,
            String subject,
            @Nullable String account) {}

    /**
     * The claims that count for one transfer.
     *
     * @param logins those over VPN excepted; where there are some, only later ones
     */
    record Behind(List<Claim> opened, List<Claim> tunnel, List<Claim> logins) {
        /** Whether anybody comes into question, or one of this name. */
        boolean includes(@Nullable String name) {
            return Stream.of(opened, tunnel, logins)
                    .flatMap(List::stream)
                    .anyMatch(claim -> name == null || name.equals(claim.subject()) || name.equals(claim.account()));
        }
    }

    private record Session(String host, String session) {}

    /** The latest claims by key; several if different people claim it at one instant. Claims come in order of time. */
    private static final class Claims<K> {
        private final LinkedHashMap<K, List<Claim>> byKey = new LinkedHashMap<>();
        private final Duration holds;

        Claims(Duration holds) {
            this.holds = holds;
        }

        void add(K key, Claim claim) {
            List<Claim> claims = byKey.remove(key);
            if (claims == null || claims.getFirst().from().isBefore(claim.from())) {
                claims = new ArrayList<>();
            }
            claims.removeIf(other -> other.subject().equals(claim.subject()));
            claims.add(claim);
            byKey.put(key, claims);
            forgetBefore(claim.from().minus(holds));
        }

        private void forgetBefore(Instant time) {
            while (byKey.firstEntry().getValue().stream()
                    .allMatch(claim -> claim.time().isBefore(time))) {
                byKey.pollFirstEntry();
            }
        }

        List<Claim> at(@Nullable K key, Instant time) {
            return key == null
                    ? List.of()
                    : byKey.getOrDefault(key, List.of()).stream()
                            .filter(claim -> !claim.time().isBefore(time.minus(holds)))
                            .toList();
        }
    }

    void vpnLogin(String address, Claim claim) {
        vpn.add(address, claim);
    }

    void interactiveLogin(String address, Claim claim) {
        interactive.add(address, claim);
    }

    void sessionOpen(String host, String session, Claim claim) {
        sessions.add(new Session(host, session), claim);
    }

    /** Everybody who may have been behind a transfer at this time. */
    Behind behind(@Nullable String address, @Nullable String host, @Nullable String session, Instant time) {
        List<Claim> tunnel = vpn.at(address, time);
        return new Behind(
                sessions.at(host == null || session == null ? null : new Session(host, session), time),
                tunnel,
                interactive.at(address, time).stream()
                        .filter(login -> tunnel.isEmpty()
                                || login.from().isAfter(tunnel.getFirst().from()))
                        .toList());
    }
}
