package io.keepwatch.hunting.door;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.HrEvent;
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
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real broker that was told a story, lists as the SOC keeps them, and a key pair in the place of the realm's. */
public final class RealBroker implements QuarkusTestResourceLifecycleManager {
    /** As many questions are answered at once as a test can put. */
    static final int AT_ONCE = 8;

    static final String ISSUER = "https://realm.test/keepwatch";

    private Map<String, String> further = Map.of();

    @Override
    public void init(Map<String, String> settings) {
        further = settings;
    }

    @Override
    public Map<String, String> start() {
        TestKafka kafka = TestKafka.shared();
        kafka.createTopics();
        tell(Told.activities());
        tellOfHr(kafka);
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
            settings.put(
                    "KEEPWATCH_HUNTING_HOLDS",
                    Files.writeString(home.resolve("holds"), "# on hold\n\np-1\n")
                            .toString());
            list(home, "transfer-tools", "ssh", "scp", "sftp", "nc", "rsync", "fsync", "curl", "wget", "rclone");
            list(home, "internal-networks", "10.0.0.0/8", "172.16.0.0/12", "fd00::/8");
            list(home, "own-public-servers", "192.0.2.64/28");
            list(home, "vpn-networks", "172.16.0.0/16");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settings.putAll(further);
        return settings;
    }

    static void list(Path rules, String name, String... entries) throws IOException {
        Path lists = Files.createDirectories(rules.resolve("lists"));
        Files.writeString(
                lists.resolve(name + ".yaml"),
                "description: for tests\nentries:\n  - \"" + String.join("\"\n  - \"", entries) + "\"\n");
    }

    /** As ingestion tells of activities it accepted. */
    static void tell(List<Activity> activities) {
        try (KafkaProducer<byte[], byte[]> producer = producer(TestKafka.shared())) {
            for (Activity activity : activities) {
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
        }
    }

    /** What HR said, with two records between that nobody can read. */
    private static void tellOfHr(TestKafka kafka) {
        try (KafkaProducer<byte[], byte[]> producer = producer(kafka)) {
            byte[] key = "p-9".getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(Topic.HR.topicName(), key, new byte[] {'{'}));
            producer.send(new ProducerRecord<>(Topic.HR.topicName(), key, null));
            for (HrEvent event : Told.HR) {
                producer.send(new ProducerRecord<>(
                        Topic.HR.topicName(),
                        event.subject().getBytes(StandardCharsets.UTF_8),
                        HrEventJson.write(event)));
            }
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(TestKafka kafka) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
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
