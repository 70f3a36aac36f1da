package io.keepwatch.notification.jose;

import io.keepwatch.notification.jose.JoseKey.Purpose;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Seals what goes to HR the way HR seals what comes from it: signed by us, then encrypted for it alone. */
final class Sealer {
    private final KeySet own;
    private final KeySet system;
    private final Clock machine;

    Sealer(KeySet own, KeySet system, Clock machine) {
        this.own = own;
        this.system = system;
        this.machine = machine;
    }

    /** @throws IllegalStateException if every key of either side has expired */
    byte[] seal(byte[] payload) {
        Instant now = machine.instant();
        JoseKey signing = own.first(Purpose.SIGN, now);
        JoseKey sealing = system.first(Purpose.SEAL, now);
        if (signing == null || sealing == null) {
            throw new IllegalStateException("no valid key to " + (signing == null ? "sign" : "encrypt") + " with");
        }
        try {
            JsonWebSignature jws = new JsonWebSignature();
            jws.setAlgorithmHeaderValue(algorithm(signing));
            jws.setKeyIdHeaderValue(signing.id());
            jws.setPayloadBytes(payload);
            jws.setKey(signing.key().getPrivateKey());
            JsonWebEncryption jwe = new JsonWebEncryption();
            jwe.setAlgorithmHeaderValue(algorithm(sealing));
            jwe.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);
            jwe.setKeyIdHeaderValue(sealing.id());
            jwe.setContentTypeHeaderValue("JOSE");
            jwe.setPayload(jws.getCompactSerialization());
            jwe.setKey(sealing.key().getPublicKey());
            return jwe.getCompactSerialization().getBytes(StandardCharsets.US_ASCII);
        } catch (JoseException e) {
            throw new IllegalStateException("a key that was tried at the start no longer works", e);
        }
    }

    /** PS256 rather than RS256 where a key can do both. */
    private static String algorithm(JoseKey key) {
        return key.algorithms().stream().min(Comparator.naturalOrder()).orElseThrow();
    }
}
