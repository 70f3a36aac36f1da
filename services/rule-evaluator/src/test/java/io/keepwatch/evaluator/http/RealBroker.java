package io.keepwatch.evaluator.http;

import io.keepwatch.platform.harness.TestKafka;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** A real broker, a state directory of its own, and a key pair in the place of the realm's. */
public class RealBroker implements QuarkusTestResourceLifecycleManager {
    static final String ISSUER = "https://realm.test/keepwatch";

    @Override
    public Map<String, String> start() {
        TestKafka kafka = TestKafka.shared();
        kafka.createTopics();
        KeyPair realm = keyPair();
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "KEEPWATCH_STATE_DIR", stateDirectory(),
                "quarkus.http.test-port", "0",
                "quarkus.oidc.public-key", base64(realm.getPublic().getEncoded()),
                "quarkus.oidc.token.issuer", ISSUER,
                "smallrye.jwt.sign.key", base64(realm.getPrivate().getEncoded()));
    }

    @Override
    public void stop() {
        // The broker is this JVM's and ends with it.
    }

    private static String stateDirectory() {
        try {
            return Files.createTempDirectory("evaluator-state").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String base64(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }
}
