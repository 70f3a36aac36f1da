package io.keepwatch.hunting.door;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.HrEventJson;
import io.keepwatch.contracts.Topic;
import io.keepwatch.platform.harness.TestKafka;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real broker that was told a story, lists as the SOC keeps them, and a key pair in the place of the realm's. */
public final class RealBroker implements QuarkusTestResourceLifecycleManager {
    /** As many questions are answered at once as a test can put. */
    static final int AT_ONCE = 3;

    static final String ISSUER = "https://realm.test/keepwatch";

    @Override
    public Map<String, String> start() {
        TestKafka kafka = TestKafka.shared();
        kafka.createTopics();
        tell(kafka);
        KeyPair realm = keyPair();
        Map<String, String> settings = new HashMap<>();
        settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        settings.put("keepwatch.hunting.flush-after", "200ms");
        settings.put("keepwatch.hunting.audit-within", "3s");
        settings.put("keepwatch.hunting.retention-days", "36500");
        settings.put("keepwatch.hunting.questions-at-once", Integer.toString(AT_ONCE));
        settings.put("quarkus.oidc.public-key", base64(realm.getPublic().getEncoded()));
        settings.put("quarkus.oidc.token.issuer", ISSUER);
        settings.put("smallrye.jwt.sign.key", base64(realm.getPrivate().getEncoded()));
        try {
            Path home = Files.createTempDirectory("hunting-doors");
            settings.put("KEEPWATCH_HUNTING_DIR", home.resolve("store").toString());
            settings.put("KEEPWATCH_RULES_DIR", home.toString());
            list(home, "transfer-tools", "ssh", "scp", "sftp", "nc", "rsync", "fsync", "curl", "wget", "rclone");
            list(home, "internal-networks", "10.0.0.0/8", "172.16.0.0/12", "fd00::/8");
            list(home, "own-public-servers", "192.0.2.64/28");
            list(home, "vpn-networks", "172.16.0.0/16");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }

    static void list(Path rules, String name, String... entries) throws IOException {
        Path lists = Files.createDirectories(rules.resolve("lists"));
        Files.writeString(
                lists.resolve(name + ".yaml"),
                "description: for tests\nentries:\n  - \"" + String.join("\"\n  - \"", entries) + "\"\n");
    }

    private static void tell(TestKafka kafka) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (Activity activity : Told.activities()) {
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                        Topic.ACTIVITY.topicName(),
                        activity.header().subject().getBytes(StandardCharsets.UTF_8),
                        ActivityJson.write(activity));
                record.headers()
                        .add(
                                CloudEvent.TYPE_HEADER,
                                CloudEvent.Type.ACTIVITY.wireName().getBytes(StandardCharsets.UTF_8));
                producer.send(record);
            }
            producer.send(new ProducerRecord<>(
                    Topic.HR.topicName(),
                    Told.TERMINATION.subject().getBytes(StandardCharsets.UTF_8),
                    HrEventJson.write(Told.TERMINATION)));
        }
    }

    @Override
    public void stop() {
        // The broker is this JVM's and ends with it.
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
