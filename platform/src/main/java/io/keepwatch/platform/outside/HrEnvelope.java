package io.keepwatch.platform.outside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/** Opens callbacks with the demo HR system's key, by the Java runtime alone: RSA-OAEP-256 and A256GCM (RFC 7516). */
final class HrEnvelope {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OUTER_PARTS = 5;
    private static final int INNER_PARTS = 3;
    private static final int TAG_BITS = 128;

    private final PrivateKey key;

    private HrEnvelope(PrivateKey key) {
        this.key = key;
    }

    /** @param file a JSON Web Key with its private part */
    static HrEnvelope with(Path file) throws IOException {
        JsonNode jwk = JSON.readTree(Files.readAllBytes(file));
        try {
            return new HrEnvelope(KeyFactory.getInstance("RSA")
                    .generatePrivate(new RSAPrivateCrtKeySpec(
                            number(jwk, "n"),
                            number(jwk, "e"),
                            number(jwk, "d"),
                            number(jwk, "p"),
                            number(jwk, "q"),
                            number(jwk, "dp"),
                            number(jwk, "dq"),
                            number(jwk, "qi"))));
        } catch (GeneralSecurityException e) {
            throw new IOException("not an RSA key: " + file, e);
        }
    }

    /** What was signed, or nothing where this is no envelope of ours. */
    Optional<String> opened(String envelope) {
        String[] parts = envelope.strip().split("\\.", -1);
        if (parts.length != OUTER_PARTS) {
            return Optional.empty();
        }
        try {
            Cipher unwrap = Cipher.getInstance("RSA/ECB/OAEPPadding");
            unwrap.init(
                    Cipher.DECRYPT_MODE,
                    key,
                    new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
            Cipher content = Cipher.getInstance("AES/GCM/NoPadding");
            content.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(unwrap.doFinal(decoded(parts[1])), "AES"),
                    new GCMParameterSpec(TAG_BITS, decoded(parts[2])));
            content.updateAAD(parts[0].getBytes(StandardCharsets.US_ASCII));
            content.update(decoded(parts[3]));
            String signed = new String(content.doFinal(decoded(parts[4])), StandardCharsets.US_ASCII);
            String[] inner = signed.split("\\.", -1);
            return inner.length == INNER_PARTS
                    ? Optional.of(new String(decoded(inner[1]), StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static BigInteger number(JsonNode jwk, String member) {
        return new BigInteger(1, decoded(jwk.path(member).asText()));
    }

    private static byte[] decoded(String part) {
        return Base64.getUrlDecoder().decode(part);
    }
}
