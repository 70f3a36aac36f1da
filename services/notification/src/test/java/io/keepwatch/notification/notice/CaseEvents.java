package io.keepwatch.notification.notice;

import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.Severity;
import io.keepwatch.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Case management, as far as notification sees it. */
final class CaseEvents implements AutoCloseable {
    static final Instant AT = Instant.parse("2026-02-16T09:12:31Z");

    private final KafkaProducer<String, byte[]> producer;

    CaseEvents() {
        this(Map.of());
    }

    private CaseEvents(Map<String, String> more) {
        Properties config = new Properties();
        config.put(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
        config.putAll(more);
        producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    static String newCase() {
        return "KW-" + UUID.randomUUID();
    }

    static CaseEvent opened(String caseId) {
        return event(caseId, 1, CaseEvent.OPENED, Severity.P2);
    }

    static CaseEvent attached(String caseId, long version, Severity severity) {
        return event(caseId, version, CaseEvent.ALERT_ATTACHED, severity);
    }

    static CaseEvent event(String caseId, long version, String what, Severity severity) {
        return titled(caseId, version, what, severity, "Bulk download by mila.brandt", "Ask the person's manager.");
    }

    static CaseEvent titled(
            String caseId, long version, String what, Severity severity, String title, String description) {
        return new CaseEvent(
                caseId + "/" + version,
                what,
                caseId,
                version,
                "investigation",
                "initial-assessment",
                "person-of-" + caseId,
                AT,
                new CaseEvent.AlertSummary("a-" + version, "bulk-download", severity, title, description, AT));
    }

    /** Something happened to a welfare case of the person whom the other case is about. */
    static CaseEvent welfare(String caseId, String otherCase, long version, String what) {
        return new CaseEvent(
                caseId + "/" + version,
                what,
                caseId,
                version,
                "welfare",
                "initial-assessment",
                "person-of-" + otherCase,
                AT,
                new CaseEvent.AlertSummary(
                        "w-" + version,
                        "ex-employee-activity",
                        Severity.P1,
                        "Up to the roof",
                        "Ask how they are.",
                        AT));
    }

    /** What the score of the person came to, as the cause of an event. */
    static CaseEvent scored(String caseId, long version, String what, String before, String band) {
        return new CaseEvent(
                caseId + "/" + version,
                what,
                caseId,
                version,
                "investigation",
                "initial-assessment",
                "person-of-" + caseId,
                AT,
                null,
                new CaseEvent.ScoreSummary("r-" + version, before, band, 59.70482, AT, "Stopped the agent."));
    }

    void publish(CaseEvent... events) {
        for (CaseEvent event : events) {
            publish(event.subject(), event.write(), CloudEvent.Type.CASE_EVENT.wireName());
        }
    }

    void publish(String key, byte[] value, String type) {
        publish(Topic.CASE_EVENT, key, value, type);
    }

    void publish(Topic topic, String key, byte[] value, String type) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.topicName(), key, value);
        record.headers().add(CloudEvent.TYPE_HEADER, type.getBytes(StandardCharsets.UTF_8));
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Publishes within a transaction that is then given up. */
    static void publishAndAbort(CaseEvent event) {
        try (CaseEvents events =
                new CaseEvents(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "aborting-" + event.id()))) {
            events.producer.initTransactions();
            events.producer.beginTransaction();
            events.publish(event);
            events.producer.flush();
            events.producer.abortTransaction();
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
