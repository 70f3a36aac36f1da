package io.keepwatch.cases;

import static io.keepwatch.cases.AlertMother.NOON;
import static io.keepwatch.cases.AlertMother.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.cases.casefile.CaseIntake;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.Severity;
import io.keepwatch.contracts.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealPlatform.class)
class UnderLoadTest {
    @Inject
    CaseIntake intake;

    @Test
    @DisplayName("S2-041 64 alerts of one person at once open one case, and each is told once")
    void shouldOpenOneCaseForParallelAlerts() throws Exception {
        String subject = "person-parallel";
        List<Callable<Void>> deliveries = IntStream.range(0, 64)
                .<Callable<Void>>mapToObj(i -> () -> {
                    Alert alert = alert("parallel-" + i, subject, i % 2 == 0 ? Severity.P2 : Severity.P3);
                    deliver(alert);
                    deliver(alert);
                    return null;
                })
                .toList();

        allAtOnce(deliveries);

        assertThat(Api.cases(subject).getList("items")).hasSize(1);
        assertThat(Api.cases(subject).getList("items[0].alerts")).hasSize(64);
        assertThat(Api.cases(subject).getLong("items[0].version")).isEqualTo(64);
        try (TopicReader events = new TopicReader(RealPlatform.kafka(), Topic.CASE_EVENT.topicName())) {
            Eventually.holds(() -> assertThat(versions(events.of(subject)).values())
                    .singleElement()
                    .isEqualTo(upTo(64)));
            assertThat(new String(
                            events.of(subject)
                                    .getFirst()
                                    .headers()
                                    .lastHeader(CloudEvent.TYPE_HEADER)
                                    .value(),
                            StandardCharsets.UTF_8))
                    .isEqualTo(CloudEvent.Type.CASE_EVENT.wireName());
        }
    }

    @Test
    @DisplayName("Events written by 32 writers that commit whenever they like reach the topic all, in order per case")
    void shouldRelayEveryEventInOrderPerCase() throws Exception {
        String subject = "person-outbox";
        List<UUID> cases =
                IntStream.range(0, 8).mapToObj(_ -> UUID.randomUUID()).toList();
        List<Callable<Void>> writers = IntStream.range(0, 32)
                .<Callable<Void>>mapToObj(writer -> () -> {
                    Random seeded = new Random(writer);
                    for (int i = 0; i < 5; i++) {
                        writeEvent(cases.get((writer + i) % cases.size()), subject, seeded.nextInt(40));
                    }
                    return null;
                })
                .toList();

        allAtOnce(writers);

        try (TopicReader events = new TopicReader(RealPlatform.kafka(), Topic.CASE_EVENT.topicName())) {
            Eventually.holds(() -> {
                Map<String, List<Long>> versions = versions(events.of(subject));
                assertThat(versions).hasSize(cases.size());
                assertThat(versions.values())
                        .allSatisfy(ofOne -> assertThat(ofOne).isEqualTo(upTo(20)));
            });
        }
        Eventually.holds(() -> assertThat(Database.query("select id from outbox where sent_at is null"))
                .isEmpty());
    }

    private void deliver(Alert alert) {
        try {
            VertxContextSupport.subscribeAndAwait(() -> intake.takeAlerts(List.of(alert)));
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** The next event of the case, committed only after a while: what was numbered later may be there earlier. */
    private static void writeEvent(UUID id, String subject, int millisBeforeCommit) throws Exception {
        try (Connection connection = Database.connect()) {
            connection.setAutoCommit(false);
            try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
                lock.setLong(1, id.getMostSignificantBits());
                lock.execute();
            }
            long version;
            try (PreparedStatement last = connection.prepareStatement(
                    "select coalesce(max(case_version), 0) + 1 from outbox where case_id = ?")) {
                last.setObject(1, id);
                var rows = last.executeQuery();
                rows.next();
                version = rows.getLong(1);
            }
            CaseEvent event = new CaseEvent(
                    id + "-" + version,
                    version == 1 ? CaseEvent.OPENED : CaseEvent.ALERT_ATTACHED,
                    id.toString(),
                    version,
                    "investigation",
                    "initial-assessment",
                    subject,
                    NOON,
                    null);
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into outbox (event_id, case_id, case_version, subject, event_at, payload)"
                            + " values (?, ?, ?, ?, ?, ?)")) {
                insert.setString(1, event.id());
                insert.setObject(2, id);
                insert.setLong(3, version);
                insert.setString(4, subject);
                insert.setTimestamp(5, Timestamp.from(NOON));
                insert.setBytes(6, event.write());
                insert.executeUpdate();
            }
            try (PreparedStatement wait = connection.prepareStatement("select pg_sleep(?)")) {
                wait.setDouble(1, millisBeforeCommit / 1000.0);
                wait.execute();
            }
            connection.commit();
        }
    }

    /** The versions of each case in the order of their first arrival; a repeat of an event is the same event. */
    private static Map<String, List<Long>> versions(List<ConsumerRecord<String, byte[]>> records) throws Exception {
        Map<String, List<Long>> versions = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            CaseEvent event = CaseEvent.read(record.value());
            List<Long> ofCase = versions.computeIfAbsent(event.caseId(), _ -> new ArrayList<>());
            if (!ofCase.contains(event.caseVersion())) {
                ofCase.add(event.caseVersion());
            }
        }
        return versions;
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static void allAtOnce(List<Callable<Void>> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        }
    }
}
