package io.keepwatch.hunting.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.keepwatch.contracts.AuditEntry;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.Topic;
import io.keepwatch.platform.harness.TestKafka;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealBroker.class)
class AuditDoorTest {
    private static final Duration POLL = Duration.ofMillis(100);

    private final String account = "ana-" + UUID.randomUUID();

    @BeforeEach
    void stored() {
        Api.awaitStored();
    }

    @Test
    @DisplayName(
            "G11: every look at people is in the trail when it is answered: who, when, what was asked, and of whom")
    void shouldLeaveAnEntryForEveryLook() throws Exception {
        List<String> paths = List.of(
                "/v1/hunt?q=user%3Delliotmurphy&limit=2",
                "/v1/hunt/stats?q=ip+starts_with+%22172.16.%22&by=host",
                "/v1/hunt/histogram?q=id%3Dnothing",
                "/v1/hunt/export?format=csv&limit=1",
                "/v1/hunt/pull-transfers?from=2015-07-28T00:00:00Z&to=2015-07-29T00:00:00Z",
                "/v1/hunt/departures/p-2?left=1438104640000",
                "/v1/hunt/left-open/somebody",
                "/v1/hunt/complete?q=user%3Do");
        for (String path : paths) {
            Api.analyst(account).urlEncodingEnabled(false).get(path).then().statusCode(200);
        }

        List<AuditEntry> entries = entries();

        assertThat(entries.stream().map(AuditEntry::operation))
                .containsExactly(
                        "hunt",
                        "hunt.stats",
                        "hunt.histogram",
                        "hunt.export",
                        "hunt.pull-transfers",
                        "hunt.departures",
                        "hunt.left-open",
                        "hunt.complete");
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.service()).isEqualTo("hunting");
            assertThat(entry.actor()).isEqualTo(account);
        });
        assertThat(entries.stream().map(AuditEntry::subjects))
                .containsExactly(
                        List.of("p-2"),
                        List.of("host:web-1", "p-1", "p-2"),
                        List.of(),
                        List.of("account:ad/kara"),
                        List.of("p-1"),
                        List.of("p-2"),
                        List.of("somebody"),
                        List.of("O'Brien \"x\"; --"));
        assertThat(entries.stream().map(AuditEntry::asked).toList())
                .startsWith("q=user=elliotmurphy limit=2", "q=ip starts_with \"172.16.\" by=host")
                .contains("subject=p-2 left=1438104640000");
        assertThat(entries.stream().map(AuditEntry::given))
                .containsExactly(true, true, true, true, true, true, false, true);
    }

    @Test
    void shouldLeaveNoEntryWhereNothingWasLookedAt() throws Exception {
        Api.analyst(account).queryParam("q", "usr = x").get("/v1/hunt").then().statusCode(400);
        Api.analyst(account)
                .queryParam("q", "us")
                .get("/v1/hunt/complete")
                .then()
                .statusCode(200);

        assertThat(entries()).isEmpty();
    }

    @Test
    @DisplayName("G11: while the trail cannot be written nobody sees anything: 503; once it can, all is as before")
    void shouldShowNothingWithoutATrail() throws Exception {
        TestKafka.shared().kill();
        try {
            for (String path : List.of(
                    "/v1/hunt?q=user%3Delliotmurphy",
                    "/v1/hunt/stats?by=user", "/v1/hunt/export", "/v1/hunt/departures/p-2?left=1438104640000")) {
                Api.analyst(account)
                        .urlEncodingEnabled(false)
                        .get(path)
                        .then()
                        .statusCode(503)
                        .contentType("application/problem+json")
                        .header("Retry-After", notNullValue())
                        .body("type", equalTo("urn:keepwatch:problem:audit-unavailable"))
                        .body(not(containsString("murphy")));
            }
        } finally {
            TestKafka.shared().restart();
        }
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        int status = 503;
        while (status == 503 && System.nanoTime() < deadline) {
            status = Api.analyst(account).queryParam("limit", 1).get("/v1/hunt").statusCode();
        }
        assertThat(status).isEqualTo(200);
        assertThat(entries()).isNotEmpty();
    }

    /** This test's entries, in their order: one account's are in one partition. */
    private List<AuditEntry> entries() throws Exception {
        String key = "id-of-" + account;
        List<AuditEntry> entries = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.AUDIT.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (key.equals(new String(record.key(), StandardCharsets.UTF_8))) {
                        assertThat(new String(
                                        record.headers()
                                                .lastHeader(CloudEvent.TYPE_HEADER)
                                                .value(),
                                        StandardCharsets.UTF_8))
                                .isEqualTo(CloudEvent.Type.AUDIT_ENTRY.wireName());
                        entries.add(AuditEntry.read(record.value()));
                    }
                }
            }
        }
        return entries;
    }
}
