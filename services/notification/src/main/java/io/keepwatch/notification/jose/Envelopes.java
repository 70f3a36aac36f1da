package io.keepwatch.notification.jose;

import io.keepwatch.notification.jose.JoseKey.Purpose;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The envelopes between us and HR, from the configured keys (S2-100). Opening and sealing compute; not for event loops. */
@Singleton
@Startup
public class Envelopes {
    static final String OWN = "KEEPWATCH_HR_KEYS_OWN";
    static final String SYSTEM = "KEEPWATCH_HR_KEYS_SYSTEM";

    private final KeySet own;
    private final KeySet system;
    private final Clock machine;

    @Inject
    Envelopes(KeyConfig config) {
        this(keys(config.own(), OWN, true), keys(config.system(), SYSTEM, false), Clock.systemUTC());
    }

    Envelopes(KeySet own, KeySet system, Clock machine) {
        this.own = own;
        this.system = system;
        this.machine = machine;
        Set<String> seen = new HashSet<>();
        for (KeySet side : List.of(own, system)) {
            for (JoseKey key : side.keys()) {
                if (!seen.add(key.thumbprint())) {
                    throw new IllegalStateException("key " + key.id() + " stands twice in " + OWN + " and " + SYSTEM
                            + "; a key has one owner and one use");
                }
            }
        }
    }

    private static KeySet keys(Optional<String> setting, String variable, boolean ours) {
        return setting.filter(value -> !value.isBlank())
                .map(value -> KeySet.read(value, variable, ours))
                .orElse(new KeySet(List.of()));
    }

    /** Whether the keys to open what HR seals are there. */
    public boolean canOpen() {
        return has(own, Purpose.SEAL) && has(system, Purpose.SIGN);
    }

    /** Whether the keys to seal something for HR are there. */
    public boolean canSeal() {
        return has(own, Purpose.SIGN) && has(system, Purpose.SEAL);
    }

    /**
     * What HR signed.
     *
     * @throws UnacceptableException if anything about the envelope is not as it should be
     */
    public byte[] open(byte[] body) throws UnacceptableException {
        return new Opener(own, system, machine).open(body);
    }

    /** Signed by us and encrypted for HR; other bytes each time. */
    public byte[] seal(byte[] payload) {
        return new Sealer(own, system, machine).seal(payload);
    }

    /** The public parts of our keys as a JSON Web Key Set, the newest key to encrypt with first. */
    public String published() {
        return own.keys().stream()
                .filter(key -> key.isValidAt(machine.instant()))
                .sorted((one, other) -> one.purpose().compareTo(other.purpose()))
                .map(JoseKey::publicJson)
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    private static boolean has(KeySet keys, Purpose purpose) {
        return keys.keys().stream().anyMatch(key -> key.purpose() == purpose);
    }
}
