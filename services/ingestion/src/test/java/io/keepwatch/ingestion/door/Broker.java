package io.keepwatch.ingestion.door;

import io.keepwatch.platform.harness.TestKafka;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** A real broker, and keys that sign the tests' tokens. */
public final class Broker implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        TestKafka kafka = TestKafka.shared();
        kafka.createTopics();
        KeyPair keys = keys();
        return Map.of(
                "kafka.bootstrap.servers",
                kafka.bootstrapServers(),
                "quarkus.oidc.public-key",
                Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()),
                "smallrye.jwt.sign.key",
                Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded()));
    }

    @Override
    public void stop() {
        // The broker lives as long as the JVM.
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
