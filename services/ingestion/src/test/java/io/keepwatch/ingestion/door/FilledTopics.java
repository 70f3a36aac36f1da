package io.keepwatch.ingestion.door;

import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.IdentityJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Topic;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker whose topics hold, before the service starts, a person, a login of theirs, and what nobody can read. */
public final class FilledTopics implements QuarkusTestResourceLifecycleManager {
    static final String SUBJECT = "p-earlier";
    static final String ACCOUNT = "earlier.account";
    static final String HOST = "srv-earlier";
    static final Instant LOGIN_AT = Instant.parse("2026-01-05T09:00:00Z");

    private final Broker broker = new Broker();

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = broker.start();
        String login = """
                {"id":"login","source":"earlier","time":"%s","type":"auth.login","user":"%s","host":"%s",\
                "subject":"%s","outcome":"success","channel":"interactive"}""".formatted(LOGIN_AT, ACCOUNT, HOST, SUBJECT);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", settings.get("kafka.bootstrap.servers"), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(message(Topic.IDENTITY, CloudEvent.Type.IDENTITY, utf8("not an identity")));
            producer.send(message(Topic.IDENTITY, CloudEvent.Type.IDENTITY, identity()));
            producer.send(message(Topic.ACTIVITY, CloudEvent.Type.ACTIVITY, utf8(login)));
            producer.send(message(Topic.ACTIVITY, CloudEvent.Type.ACTIVITY, utf8("\"type\":\"auth.login\" at most")));
        }
        return settings;
    }

    @Override
    public void stop() {
        broker.stop();
    }

    private static byte[] identity() {
        try {
            return IdentityJson.write(IdentityJson.read(
                            utf8("{\"subject\":\"%s\",\"accounts\":[\"%s\"]}".formatted(SUBJECT, ACCOUNT)), LOGIN_AT)
                    .identity());
        } catch (MalformedMessageException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProducerRecord<byte[], byte[]> message(Topic topic, CloudEvent.Type type, byte[] value) {
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(topic.topicName(), utf8(SUBJECT), value);
        new CloudEvent(UUID.randomUUID().toString(), "/keepwatch/ingestion/earlier", type, SUBJECT, LOGIN_AT)
                .headers()
                .forEach(message.headers()::add);
        return message;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
