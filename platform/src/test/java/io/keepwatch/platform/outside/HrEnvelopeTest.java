package io.keepwatch.platform.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HrEnvelopeTest {
    private static final String SAID = "{\"type\":\"monitoring.confirmed\"}";
    private static final int TAG_BYTES = 16;

    @TempDir
    Path directory;

    private KeyPair keys = pair();
    private Path file = Path.of("");

    @BeforeEach
    void writeKey() throws Exception {
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) keys.getPrivate();
        file = Files.writeString(
                directory.resolve("key.json"),
                "{\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\",\"d\":\"%s\",\"p\":\"%s\",\"q\":\"%s\",\"dp\":\"%s\",\"dq\":\"%s\",\"qi\":\"%s\"}"
                        .formatted(
                                base64(key.getModulus()),
                                base64(key.getPublicExponent()),
                                base64(key.getPrivateExponent()),
                                base64(key.getPrimeP()),
                                base64(key.getPrimeQ()),
                                base64(key.getPrimeExponentP()),
                                base64(key.getPrimeExponentQ()),
                                base64(key.getCrtCoefficient())));
    }

    @Test
    @DisplayName("S2-103: a callback for the HR system is opened; one for somebody else, or none at all, stays closed")
    void shouldOpenItsOwn() throws Exception {
        String envelope = sealed("h." + base64(SAID.getBytes(StandardCharsets.UTF_8)) + ".s", keys);

        assertThat(HrEnvelope.with(file).opened(envelope)).contains(SAID);
        assertThat(HrEnvelope.with(file).opened(sealed("h.e30.s", pair()))).isEmpty();
        assertThat(HrEnvelope.with(file).opened(envelope.replaceFirst("\\.[^.]+$", ".AAAAAAAAAAAAAAAAAAAAAA")))
                .isEmpty();
        assertThat(HrEnvelope.with(file).opened("{}")).isEmpty();
        assertThat(HrEnvelope.with(file).opened("!.!.!.!.!")).isEmpty();
    }

    private static String sealed(String content, KeyPair keys) throws GeneralSecurityException {
        byte[] contentKey = new byte[32];
        byte[] nonce = new byte[12];
        String header = base64("{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\"}".getBytes(StandardCharsets.UTF_8));
        Cipher wrap = Cipher.getInstance("RSA/ECB/OAEPPadding");
        wrap.init(
                Cipher.ENCRYPT_MODE,
                keys.getPublic(),
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(contentKey, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(header.getBytes(StandardCharsets.US_ASCII));
        byte[] text = cipher.doFinal(content.getBytes(StandardCharsets.US_ASCII));
        int end = text.length - TAG_BYTES;
        return String.join(
                ".",
                header,
                base64(wrap.doFinal(contentKey)),
                base64(nonce),
                base64(Arrays.copyOf(text, end)),
                base64(Arrays.copyOfRange(text, end, text.length)));
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(BigInteger number) {
        return base64(number.toByteArray());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
