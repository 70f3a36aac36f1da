package io.keepwatch.cases;

import io.keepwatch.platform.harness.TestKafka;
import io.keepwatch.platform.harness.TestPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** A real broker, a real database, and a key pair in the place of the realm's. */
public class RealPlatform implements QuarkusTestResourceLifecycleManager {
    static final String ISSUER = "https://realm.test/keepwatch";

    /** Where the broker of this run is. */
    static String kafka() {
        return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    }

    @Override
    public Map<String, String> start() {
        TestKafka kafka = TestKafka.shared();
        kafka.createTopics();
        var database = TestPostgres.shared().newDatabase("case_management");
        KeyPair realm = keyPair();
        Map<String, String> config = new HashMap<>();
        config.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        config.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        config.put("KEEPWATCH_DB_HOST", database.host());
        config.put("KEEPWATCH_DB_PORT", Integer.toString(database.port()));
        config.put("KEEPWATCH_DB_NAME", database.name());
        config.put("KEEPWATCH_DB_USER", database.user());
        config.put("KEEPWATCH_DB_PASSWORD", database.password());
        config.put(
                "quarkus.oidc.public-key",
                Base64.getEncoder().encodeToString(realm.getPublic().getEncoded()));
        config.put("quarkus.oidc.token.issuer", ISSUER);
        config.put(
                "smallrye.jwt.sign.key",
                Base64.getEncoder().encodeToString(realm.getPrivate().getEncoded()));
        return config;
    }

    /** A test that plays with the database gets hold of it by fields of these names. */
    @Override
    public void inject(TestInjector injector) {
        Runnable kill = TestPostgres.shared()::kill;
        Runnable restart = TestPostgres.shared()::restart;
        injector.injectIntoFields(kill, field -> field.getName().equals("killDatabase"));
        injector.injectIntoFields(restart, field -> field.getName().equals("restartDatabase"));
    }

    @Override
    public void stop() {
        // Broker and server are this JVM's and end with it.
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
