package io.keepwatch.notification.jose;

import java.security.interfaces.RSAKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jspecify.annotations.Nullable;

/**
 * One asymmetric key and what it may be used for.
 *
 * @param id the {@code kid}
 * @param purpose to seal or to sign, never both
 * @param notBefore first instant of its validity, from the member {@code nbf} in seconds; null for always
 * @param expires end of its validity, exclusive, from the member {@code exp}; null for never
 */
record JoseKey(
        String id,
        Purpose purpose,
        PublicJsonWebKey key,
        @Nullable Instant notBefore,
        @Nullable Instant expires) {
    private static final int SHORTEST_RSA = 2048;
    private static final int LONGEST_RSA = 4096;
    private static final Set<String> CURVES_TO_SEAL = Set.of("P-256", "P-384", "P-521");

    /** What a key is for; each has its own algorithms, so that none is ever used for two things. */
    enum Purpose {
        SEAL("enc"),
        SIGN("sig");

        private final String use;

        Purpose(String use) {
            this.use = use;
        }
    }

    /** @throws IllegalArgumentException saying what is wrong with the key; never its value */
    static JoseKey of(PublicJsonWebKey key) {
        if (key.getKeyId() == null || key.getKeyId().isBlank()) {
            throw new IllegalArgumentException("a key without kid");
        }
        String id = key.getKeyId();
        Purpose purpose = null;
        for (Purpose each : Purpose.values()) {
            if (each.use.equals(key.getUse())) {
                purpose = each;
            }
        }
        if (purpose == null) {
            throw new IllegalArgumentException("key " + id + ": use must be enc or sig");
        }
        JoseKey made = new JoseKey(id, purpose, key, time(key, "nbf"), time(key, "exp"));
        if (made.algorithms().isEmpty()) {
            throw new IllegalArgumentException("key " + id + ": to seal, RSA of " + SHORTEST_RSA + " to " + LONGEST_RSA
                    + " bits or EC; to sign, the same RSA, EC P-256 or Ed25519");
        }
        if (key.getAlgorithm() != null && !made.algorithms().contains(key.getAlgorithm())) {
            throw new IllegalArgumentException("key " + id + ": alg must be one of " + made.algorithms());
        }
        return made;
    }

    /** The algorithms this key may be used with; of several only what its own {@code alg} says, if it says one. */
    Set<String> algorithms() {
        Set<String> possible = possible();
        String named = key.getAlgorithm();
        return named != null && possible.contains(named) ? Set.of(named) : possible;
    }

    private Set<String> possible() {
        boolean seal = purpose == Purpose.SEAL;
        return switch (key) {
            case EllipticCurveJsonWebKey curve
            when seal -> CURVES_TO_SEAL.contains(curve.getCurveName()) ? Set.of("ECDH-ES+A256KW") : Set.of();
            case EllipticCurveJsonWebKey curve -> curve.getCurveName().equals("P-256") ? Set.of("ES256") : Set.of();
            case OctetKeyPairJsonWebKey pair when !seal && pair.getSubtype().equals("Ed25519") -> Set.of("EdDSA");
            default -> {
                if (!(key.getPublicKey() instanceof RSAKey rsa)) {
                    yield Set.of();
                }
                int bits = rsa.getModulus().bitLength();
                if (bits < SHORTEST_RSA || bits > LONGEST_RSA) {
                    yield Set.of();
                }
                yield seal ? Set.of("RSA-OAEP-256") : Set.of("PS256", "RS256");
            }
        };
    }

    boolean isPrivate() {
        return key.getPrivateKey() != null;
    }

    boolean isValidAt(Instant now) {
        return (notBefore == null || !now.isBefore(notBefore)) && (expires == null || now.isBefore(expires));
    }

    /** The same for the same key, whatever its id. */
    String thumbprint() {
        return key.calculateBase64urlEncodedThumbprint("SHA-256");
    }

    String publicJson() {
        return key.toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    private static @Nullable Instant time(PublicJsonWebKey key, String member) {
        Object value = key.getOtherParameterValue(member, Object.class);
        if (value == null) {
            return null;
        }
        if (value instanceof Number seconds) {
            try {
                return Instant.ofEpochSecond(seconds.longValue());
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("key " + key.getKeyId() + ": " + member + " is no time", e);
            }
        }
        throw new IllegalArgumentException("key " + key.getKeyId() + ": " + member + " must be seconds since 1970");
    }
}
