package io.keepwatch.notification.jose;

import io.keepwatch.notification.jose.JoseKey.Purpose;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Opens what HR sealed: exactly one JWE around exactly one JWS, both compact. Shape, sizes, algorithms and key ids are
 * checked against short lists before anything is computed (reliability §4, HR door).
 */
final class Opener {
    private static final Set<String> SEALING = Set.of("RSA-OAEP-256", "ECDH-ES+A256KW");
    private static final Set<String> CONTENT = Set.of("A256GCM");
    private static final Set<String> SIGNING = Set.of("ES256", "EdDSA", "PS256", "RS256");
    private static final Set<String> OUTER_MEMBERS = Set.of("alg", "enc", "kid", "typ", "cty", "epk", "apu", "apv");
    private static final Set<String> INNER_MEMBERS = Set.of("alg", "kid", "typ", "cty");
    private static final int OUTER_PARTS = 5;
    private static final int INNER_PARTS = 3;
    private static final int LONGEST_KEY_PART = 1_024;
    /** 96 bits and 128 bits in base64url, as GCM has them. */
    private static final int NONCE_LENGTH = 16;

    private static final int TAG_LENGTH = 22;

    private final KeySet own;
    private final KeySet system;
    private final Clock machine;

    /** @param machine the machine's clock: keys and tokens expire by it */
    Opener(KeySet own, KeySet system, Clock machine) {
        this.own = own;
        this.system = system;
        this.machine = machine;
    }

    /** @return the signed bytes */
    byte[] open(byte[] body) throws UnacceptableException {
        Instant now = machine.instant();
        byte[] payload = verified(decrypted(new String(body, StandardCharsets.ISO_8859_1), now), now);
        Claims.check(payload, now);
        return payload;
    }

    private String decrypted(String token, Instant now) throws UnacceptableException {
        String[] parts = parts(token, OUTER_PARTS);
        JoseHeader header = JoseHeader.read(parts[0], OUTER_MEMBERS);
        String algorithm = header.oneOf("alg", SEALING);
        String content = header.oneOf("enc", CONTENT);
        if (parts[1].length() > LONGEST_KEY_PART
                || parts[2].length() != NONCE_LENGTH
                || parts[4].length() != TAG_LENGTH) {
            throw new UnacceptableException("a part of another length than it can have");
        }
        for (JoseKey key : meant(own, Purpose.SEAL, header, algorithm, now)) {
            try {
                JsonWebEncryption jwe = new JsonWebEncryption();
                jwe.setAlgorithmConstraints(only(algorithm));
                jwe.setContentEncryptionAlgorithmConstraints(only(content));
                jwe.setCompactSerialization(token);
                jwe.setKey(key.key().getPrivateKey());
                return new String(jwe.getPlaintextBytes(), StandardCharsets.ISO_8859_1);
            } catch (JoseException | RuntimeException e) {
                // The next one, if the token named none; which of them failed and why is nobody's business.
                continue;
            }
        }
        throw new UnacceptableException("cannot be decrypted");
    }

    private byte[] verified(String token, Instant now) throws UnacceptableException {
        String[] parts = parts(token, INNER_PARTS);
        JoseHeader header = JoseHeader.read(parts[0], INNER_MEMBERS);
        String algorithm = header.oneOf("alg", SIGNING);
        for (JoseKey key : meant(system, Purpose.SIGN, header, algorithm, now)) {
            try {
                JsonWebSignature jws = new JsonWebSignature();
                jws.setAlgorithmConstraints(only(algorithm));
                jws.setCompactSerialization(token);
                jws.setKey(key.key().getPublicKey());
                if (jws.verifySignature()) {
                    return jws.getPayloadBytes();
                }
            } catch (JoseException | RuntimeException e) {
                continue;
            }
        }
        throw new UnacceptableException("not signed by a key of the HR systems");
    }

    private static List<JoseKey> meant(KeySet keys, Purpose purpose, JoseHeader header, String algorithm, Instant now)
            throws UnacceptableException {
        List<JoseKey> meant = keys.meant(purpose, header.get("kid"), algorithm, now);
        if (meant.isEmpty()) {
            throw new UnacceptableException("kid: no valid key of this name and algorithm");
        }
        return meant;
    }

    /** An unsigned, a doubly encrypted and a JSON-serialised token have other numbers of parts. */
    private static String[] parts(String token, int count) throws UnacceptableException {
        String[] parts = token.split("\\.", count + 1);
        if (parts.length != count) {
            throw new UnacceptableException("expected " + count + " parts");
        }
        for (String part : parts) {
            if (part.isEmpty() || !part.chars().allMatch(Opener::isBase64Url)) {
                throw new UnacceptableException("a part that is not base64url");
            }
        }
        return parts;
    }

    private static boolean isBase64Url(int c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }

    private static AlgorithmConstraints only(String algorithm) {
        return new AlgorithmConstraints(ConstraintType.PERMIT, algorithm);
    }
}
