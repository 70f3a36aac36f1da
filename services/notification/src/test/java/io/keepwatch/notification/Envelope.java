package io.keepwatch.notification;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Signs and encrypts like an HR system; what a test wants wrong, it changes. */
public final class Envelope {
    private final PublicJsonWebKey signing;
    private final PublicJsonWebKey sealing;
    private final Map<String, @Nullable Object> inner = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> outer = new LinkedHashMap<>();

    public Envelope(PublicJsonWebKey signing, PublicJsonWebKey sealing) {
        this.signing = signing;
        this.sealing = sealing;
        inner.put(
                "alg",
                switch (signing.getKeyType()) {
                    case "EC" -> "ES256";
                    case "OKP" -> "EdDSA";
                    default -> "PS256";
                });
        inner.put("kid", signing.getKeyId());
        outer.put("alg", sealing.getKeyType().equals("EC") ? "ECDH-ES+A256KW" : "RSA-OAEP-256");
        outer.put("enc", "A256GCM");
        outer.put("kid", sealing.getKeyId());
        outer.put("cty", "JOSE");
    }

    /** Another member of the signature's header; null takes it away. */
    public Envelope inner(String member, @Nullable Object value) {
        inner.put(member, value);
        return this;
    }

    /** Another member of the encryption's header; null takes it away. */
    public Envelope outer(String member, @Nullable Object value) {
        outer.put(member, value);
        return this;
    }

    public String around(String content) {
        return encrypted(signed(content));
    }

    public String signed(String content) {
        try {
            JsonWebSignature jws = new JsonWebSignature();
            jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
            inner.forEach((member, value) -> {
                if (value != null) {
                    jws.setHeader(member, value);
                }
            });
            jws.setPayload(content);
            if (!"none".equals(inner.get("alg"))) {
                jws.setKey(signing.getPrivateKey());
            }
            jws.setDoKeyValidation(false);
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    public String encrypted(String content) {
        try {
            JsonWebEncryption jwe = new JsonWebEncryption();
            jwe.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
            outer.forEach((member, value) -> {
                if (value != null) {
                    jwe.setHeader(member, value);
                }
            });
            jwe.setPayload(content);
            jwe.setKey(sealing.getPublicKey());
            jwe.setDoKeyValidation(false);
            return jwe.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
