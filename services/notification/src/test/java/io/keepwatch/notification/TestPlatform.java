package io.keepwatch.notification;

import io.keepwatch.platform.harness.TestKafka;
import io.keepwatch.platform.harness.TestPostgres;
import io.keepwatch.platform.postgres.Database;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** A real broker, a real database, a signing key for tokens, and ports for a mailbox and a receiver. */
public final class TestPlatform implements QuarkusTestResourceLifecycleManager {
    /** Base64 of 24 bytes, as the notation of Standard Webhooks has it. */
    public static final String HR_SECRET = "whsec_bmV3LXNlY3JldC1vZi10aGUtaHItc3lz";

    public static final String OLD_HR_SECRET = "whsec_b2xkLXNlY3JldC1vZi10aGUtaHItc3lz";
    public static final String WEBHOOK_SECRET = "whsec_c2VjcmV0LW9mLXRoZS1yZWNlaXZlcnMu";

    public static final String PAGER_KEY = "key-of-the-pager";

    private final Map<String, String> given = new HashMap<>();

    @Override
    public void init(Map<String, String> initArgs) {
        given.putAll(initArgs);
    }

    @Override
    public Map<String, String> start() {
        TestKafka kafka = TestKafka.shared();
        kafka.createTopics();
        Database database = TestPostgres.shared().newDatabase("notification");
        KeyPair keys = keys();
        int receiver = freePort();
        Map<String, String> config = new HashMap<>();
        config.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        config.put(
                "quarkus.datasource.jdbc.url",
                "jdbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.name());
        config.put(
                "quarkus.datasource.reactive.url",
                "postgresql://" + database.host() + ":" + database.port() + "/" + database.name());
        config.put("quarkus.datasource.username", database.user());
        config.put("quarkus.datasource.password", database.password());
        config.put("quarkus.http.test-port", "0");
        config.put("quarkus.oidc.public-key", base64(keys.getPublic().getEncoded()));
        config.put("smallrye.jwt.sign.key", base64(keys.getPrivate().getEncoded()));
        config.put("keepwatch.hr.webhook-secret", HR_SECRET + " " + OLD_HR_SECRET);
        config.put("keepwatch.hr.allow-plain", "true");
        config.putAll(TestKeys.made());
        config.put("keepwatch.mail.to", "soc@corp.example");
        config.put("quarkus.mailer.port", Integer.toString(freePort()));
        config.put("keepwatch.webhook.url", "http://localhost:" + receiver + "/hook?tenant=1");
        config.put("keepwatch.webhook.secret", WEBHOOK_SECRET);
        config.put("keepwatch.webhook.allow-plain", "true");
        config.put("test.receiver.port", Integer.toString(receiver));
        int hr = freePort();
        config.put("keepwatch.hr-callback.url", "http://localhost:" + hr + "/hr/callback");
        config.put("keepwatch.hr-callback.allow-plain", "true");
        config.put("test.hr.port", Integer.toString(hr));
        int pager = freePort();
        config.put("keepwatch.pager.url", "http://localhost:" + pager + "/v2/enqueue");
        config.put("keepwatch.pager.routing-key", PAGER_KEY);
        config.put("keepwatch.pager.allow-plain", "true");
        config.put("test.pager.port", Integer.toString(pager));
        config.put("keepwatch.mail.owners.it", "it@corp.example,helpdesk@corp.example");
        config.put("keepwatch.mail.soc-lead", "lead@corp.example");
        config.put("keepwatch.delivery.timeout", "PT1S");
        config.put("keepwatch.delivery.lease", "PT3S");
        config.put("keepwatch.delivery.first-pause", "PT0.02S");
        config.put("keepwatch.delivery.longest-pause", "PT0.2S");
        config.put("keepwatch.delivery.attempts", "12");
        config.putAll(given);
        return config;
    }

    @Override
    public void stop() {
        // Broker and database end with the JVM; other test classes still need them.
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

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
