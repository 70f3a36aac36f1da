package io.keepwatch.notification.notice;

import static io.keepwatch.notification.notice.CaseEvents.attached;
import static io.keepwatch.notification.notice.CaseEvents.newCase;
import static io.keepwatch.notification.notice.CaseEvents.opened;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.Severity;
import io.keepwatch.contracts.Topic;
import io.keepwatch.notification.Await;
import io.keepwatch.notification.Schemas;
import io.keepwatch.notification.TestPlatform;
import io.keepwatch.notification.Tokens;
import io.keepwatch.notification.TopicReader;
import io.keepwatch.notification.notice.Receiver.Manner;
import io.keepwatch.platform.harness.TestPostgres;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithTestResource(TestPlatform.class)
class NoticeDeliveryTest {
    private final NoticeStore store;
    private final MeterRegistry metrics;
    private final Receiver receiver = new Receiver();
    private final CaseEvents cases = new CaseEvents();
    private final String caseId = newCase();

    NoticeDeliveryTest(NoticeStore store, MeterRegistry metrics) {
        this.store = store;
        this.metrics = metrics;
    }

    @BeforeEach
    void open() {
        receiver.open();
    }

    @AfterEach
    void close() {
        receiver.close();
        cases.close();
    }

    @Test
    @DisplayName("S1-06: a new case reaches the receiver as a signed CloudEvent that carries the case event")
    void shouldSendASignedWebhook() {
        CaseEvent event = opened(caseId);

        cases.publish(event);

        Await.until(() -> assertThat(receiver.acceptedVersions(caseId)).containsExactly(1L));
        Receiver.Request request = receiver.requests(caseId).getFirst();
        assertThat(request.uri()).isEqualTo("/hook?tenant=1");
        assertThat(request.event()).isEqualTo(event);
        assertThat(Schemas.complaints("case-event.v1.json", event.write())).isEmpty();
        assertThat(request.header("Content-type")).isEqualTo("application/cloudevents+json");
        assertThat(request.body()).contains("\"specversion\":\"1.0\"", "\"id\":\"" + event.id() + "\"");
        assertThatCode(() -> new Webhook(TestPlatform.WEBHOOK_SECRET)
                        .verify(
                                request.body(),
                                Map.of(
                                        "webhook-id", List.of(request.id()),
                                        "webhook-timestamp", List.of(request.header("Webhook-timestamp")),
                                        "webhook-signature", List.of(request.header("Webhook-signature")))))
                .doesNotThrowAnyException();
    }

    @Test
    @DisplayName("S3-35: a score that rises reaches the receiver with all that it carries; a fall is nobody's call")
    void shouldSendRisesOnly() {
        CaseEvent rise = CaseEvents.scored(caseId, 2, CaseEvent.BAND_RAISED, "monitor", "investigate");
        cases.publish(
                opened(caseId),
                rise,
                CaseEvents.scored(caseId, 3, CaseEvent.BAND_LOWERED, "investigate", "monitor"),
                CaseEvents.scored(caseId, 4, CaseEvent.SCORED, "monitor", "monitor"),
                attached(caseId, 5, Severity.P2));

        Await.until(() -> assertThat(receiver.acceptedVersions(caseId)).containsExactly(1L, 2L, 5L));
        assertThat(receiver.requests(caseId).get(1).event()).isEqualTo(rise);
    }

    @Test
    @DisplayName("G13: case events that are delivered again cause no second notice")
    void shouldNotRepeatNotices() {
        CaseEvent first = opened(caseId);
        cases.publish(first, first);
        Await.until(() -> assertThat(receiver.acceptedVersions(caseId)).containsExactly(1L));

        cases.publish(first, attached(caseId, 2, Severity.P2));

        // The second event's notice comes after all that the repeats could have caused.
        Await.until(() -> assertThat(receiver.acceptedVersions(caseId)).containsExactly(1L, 2L));
        assertThat(given().auth()
                        .oauth2(Tokens.of("auditor"))
                        .get("/v1/notices?case=" + caseId)
                        .jsonPath()
                        .getList("items.destination"))
                .containsExactlyInAnyOrder("mail", "webhook", "webhook");
    }

    @Test
    @DisplayName("G1: events of an aborted transaction notify nobody")
    void shouldNotReadAbortedEvents() {
        CaseEvents.publishAndAbort(opened(caseId));

        cases.publish(attached(caseId, 2, Severity.P2));

        Await.until(() -> assertThat(receiver.acceptedVersions(caseId)).containsExactly(2L));
    }

    @ParameterizedTest
    @EnumSource(value = Manner.class, mode = EnumSource.Mode.EXCLUDE, names = "ACCEPT")
    @DisplayName("G13: a receiver that misbehaves gets every notice later, in order, under the same webhook-id")
    void shouldDeliverLaterAndInOrder(Manner manner) {
        receiver.treat(
                caseId,
                request -> request.event().caseVersion() % 2 == 1 && request.attempt() <= 2 ? manner : Manner.ACCEPT);

        cases.publish(opened(caseId));
        LongStream.rangeClosed(2, 4).forEach(version -> cases.publish(attached(caseId, version, Severity.P3)));

        Await.until(() -> assertThat(receiver.acceptedVersions(caseId)).containsExactly(1L, 2L, 3L, 4L));
        List<Long> attempts = receiver.requests(caseId).stream()
                .map(request -> request.event().caseVersion())
                .toList();
        // Of an answer that came too late there may be more.
        assertThat(attempts).as("every attempt, in order").isSorted().containsAll(List.of(1L, 2L, 3L, 4L));
        assertThat(List.of(Collections.frequency(attempts, 1L), Collections.frequency(attempts, 3L)))
                .allSatisfy(often -> assertThat(often).isGreaterThanOrEqualTo(3));
        assertThat(receiver.requests(caseId).stream().map(Receiver.Request::id).distinct())
                .hasSize(4);
        assertThat(receiver.strayed()).as("redirects followed").isEmpty();
    }

    @Test
    @DisplayName("G13: a receiver that was away gets everything, each case in its order")
    void shouldDeliverAfterTheReceiverComesBack() {
        receiver.shut();
        List<String> caseIds = LongStream.range(0, 10).mapToObj(i -> newCase()).toList();
        for (String each : caseIds) {
            cases.publish(opened(each), attached(each, 2, Severity.P2), attached(each, 3, Severity.P4));
        }
        Await.until(() -> assertThat(notices(caseIds.getLast(), "webhook")).hasSize(3));
        Await.until(() -> assertThat(notices(caseIds.getLast(), "webhook").getLast())
                .containsEntry("status", "pending")
                .containsKey("reason"));

        receiver.open();

        Await.until(() -> assertThat(caseIds)
                .allSatisfy(each -> assertThat(receiver.acceptedVersions(each)).containsExactly(1L, 2L, 3L)));
    }

    @Test
    @DisplayName("G13: a notice that never arrives dies with its reason, lets later ones pass and can be retried")
    void shouldGiveUpAndBeRevived() {
        receiver.treat(caseId, request -> request.event().caseVersion() == 1 ? Manner.FAIL : Manner.ACCEPT);
        cases.publish(opened(caseId), attached(caseId, 2, Severity.P2));
        Await.until(() -> assertThat(receiver.acceptedVersions(caseId)).containsExactly(2L));
        Map<String, Object> dead = notices(caseId, "webhook").getLast();
        // On a machine that is too slow an answer may not be heard, which is an attempt like any other.
        int attempts = Integer.parseInt(String.valueOf(dead.get("attempts")));
        assertThat(dead)
                .containsEntry("status", "dead")
                .hasEntrySatisfying(
                        "reason", reason -> assertThat(reason).isIn("answered 500", "no answer within 1 s"));
        assertThat(attempts).isGreaterThanOrEqualTo(12);
        assertThat(receiver.answered(Manner.FAIL, List.of(caseId))).isBetween(1L, (long) attempts);

        receiver.treat(caseId, _ -> Manner.ACCEPT);
        String id = String.valueOf(dead.get("id"));
        given().auth()
                .oauth2(Tokens.of("soc-lead"))
                .post("/v1/notices/" + id + "/retry")
                .then()
                .statusCode(202);

        Await.until(() -> assertThat(receiver.acceptedVersions(caseId)).containsExactly(2L, 1L));
        assertThat(receiver.requests(caseId).getLast().id()).isEqualTo(id);
        Await.until(() -> given().auth()
                .oauth2(Tokens.of("soc-lead"))
                .post("/v1/notices/" + id + "/retry")
                .then()
                .statusCode(409));
    }

    @Test
    @DisplayName("G4: case events that come while the database is away wait, and are told in their order afterwards")
    void shouldHoldTheLineWhileTheDatabaseIsAway() {
        TestPostgres.shared().kill();
        cases.publish(opened(caseId), attached(caseId, 2, Severity.P2), attached(caseId, 3, Severity.P1));

        TestPostgres.shared().restart();

        Await.until(() -> assertThat(receiver.acceptedVersions(caseId)).containsExactly(1L, 2L, 3L));
    }

    @Test
    @DisplayName("S1-06: what cannot be read is set aside with its reason, and the person's next event is told")
    void shouldSetAsideWhatItCannotRead() {
        String person = opened(caseId).subject();
        String type = CloudEvent.Type.CASE_EVENT.wireName();
        byte[] halfAnEvent = "{\"id\":\"1\",\"event\":".getBytes(StandardCharsets.UTF_8);
        CaseEvent tooLong = opened("KW-" + "x".repeat(300));

        cases.publish(person, halfAnEvent, type);
        cases.publish(person, opened(caseId).write(), "io.keepwatch.something-else.v1");
        cases.publish(person, tooLong.write(), type);
        cases.publish(opened(caseId));

        Await.until(() -> assertThat(receiver.acceptedVersions(caseId)).containsExactly(1L));
        List<ConsumerRecord<byte[], byte[]>> dead = TopicReader.all(Topic.CASE_EVENT.deadLetterName()).stream()
                .filter(letter -> new String(letter.key(), StandardCharsets.UTF_8).equals(person))
                .toList();
        assertThat(dead).hasSize(3);
        assertThat(dead.getFirst().value()).isEqualTo(halfAnEvent);
        assertThat(dead.stream().map(letter -> header(letter, "keepwatch-dead-reason")))
                .allSatisfy(reason -> assertThat(reason).isNotBlank());
        assertThat(header(dead.getFirst(), "keepwatch-dead-source")).startsWith("keepwatch.case-event/");
    }

    @Test
    @DisplayName("G13: 32 writers at once lose, double and reorder nothing")
    void shouldKeepOrderUnder32Writers() throws Exception {
        List<String> caseIds = LongStream.range(0, 32).mapToObj(i -> newCase()).toList();
        double failedBefore = failedAttempts();
        caseIds.forEach(each -> receiver.treat(
                each,
                request -> request.attempt() == 1 && (request.id().hashCode() & 7) == 0 ? Manner.FAIL : Manner.ACCEPT));
        List<Future<?>> writers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
            for (String each : caseIds) {
                writers.add(threads.submit(() -> LongStream.rangeClosed(1, 20).forEach(version -> {
                    Told event = new Told.OfCase(attached(each, version, Severity.P2));
                    store.accept(List.of(event), List.of(Notice.of(event, Destination.WEBHOOK)))
                            .await()
                            .indefinitely();
                })));
            }
        }
        for (Future<?> writer : writers) {
            writer.get();
        }

        List<Long> inOrder = LongStream.rangeClosed(1, 20).boxed().toList();
        Await.until(() -> assertThat(caseIds)
                .allSatisfy(each -> assertThat(receiver.acceptedVersions(each)).isEqualTo(inOrder)));
        double tooLate = failedAttempts() - failedBefore - receiver.answered(Manner.FAIL, caseIds);
        assertThat((double) receiver.answered(Manner.ACCEPT, caseIds) - 32 * 20)
                .as("nothing comes again but what was answered too late")
                .isLessThanOrEqualTo(tooLate);
    }

    private double failedAttempts() {
        return metrics.counter("keepwatch.notice.attempts", "destination", "webhook", "outcome", "failed")
                .count();
    }

    private static List<Map<String, Object>> notices(String caseId, String destination) {
        return given().auth()
                .oauth2(Tokens.of("soc-lead"))
                .get("/v1/notices?case=" + caseId + "&destination=" + destination)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items");
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
