package io.keepwatch.notification.notice;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.contracts.NoticeResult;
import io.keepwatch.contracts.Topic;
import io.keepwatch.notification.Await;
import io.keepwatch.notification.Schemas;
import io.keepwatch.notification.TestKeys;
import io.keepwatch.notification.TestPlatform;
import io.keepwatch.notification.Tokens;
import io.keepwatch.notification.TopicReader;
import io.keepwatch.notification.notice.HttpDouble.Seen;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestPlatform.class)
class HrCallbackTest {
    private static final Instant FROM = Instant.parse("2026-02-15T09:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-03-01T09:00:00Z");

    private final String subject = "person-" + UUID.randomUUID();
    private final CaseEvents topics = new CaseEvents();
    private final HttpDouble hr = new HttpDouble("test.hr.port", 204);

    @BeforeEach
    void open() {
        hr.open();
    }

    @AfterEach
    void close() {
        hr.close();
        topics.close();
    }

    @Test
    @DisplayName("H01 S2-100 S2-103: HR gets a confirmation, signed by us and encrypted for it alone")
    void shouldConfirm() throws Exception {
        publish(change("hr-1", MonitoringChange.ACTIVE, "hr-1", null));

        Await.until(() -> assertThat(said()).hasSize(1));
        Seen callback = callbacks().getFirst();
        JsonPath content = said().getFirst();
        assertThat(content.getString("type")).isEqualTo("monitoring.confirmed");
        assertThat(content.getString("receipt")).isEqualTo("hr-1" + subject);
        assertThat(content.getString("subject")).isEqualTo(subject);
        assertThat(content.getMap("period"))
                .isEqualTo(Map.of("kind", "enhanced", "from", FROM.toString(), "until", UNTIL.toString()));
        assertThat(callback.header("content-type")).isEqualTo("application/jose");
        assertThat(callback.body()).doesNotContain(subject);
        assertThatCode(() -> new Webhook(TestPlatform.HR_SECRET)
                        .verify(
                                callback.body(),
                                Map.of(
                                        "webhook-id", List.of(callback.header("webhook-id")),
                                        "webhook-timestamp", List.of(callback.header("webhook-timestamp")),
                                        "webhook-signature", List.of(callback.header("webhook-signature")))))
                .doesNotThrowAnyException();
    }

    @Test
    @DisplayName("H01 S2-103: a termination begins a period and the watch, and HR hears once that it is in effect")
    void shouldConfirmAReceiptOnce() {
        publish(change("hr-1", MonitoringChange.ACTIVE, "hr-1", null), watch("hr-1"));
        // Over before it came in: nothing but the watch begins.
        publish(watch("hr-2"));
        // The departure is to come: the watch begins when the period is long over.
        publish(
                change("hr-3", MonitoringChange.ACTIVE, "hr-3", null),
                change("hr-3", MonitoringChange.EXPIRED, null, null));
        publish(watch("hr-3"));
        // One period, lengthened: what lengthens it has a receipt of its own.
        publish(change("hr-1", MonitoringChange.ACTIVE, "hr-4", null));

        Await.until(() -> assertThat(said().stream()
                        .map(one -> one.getString("type")
                                + ' '
                                + one.getString("receipt")
                                + ' '
                                + one.getString("period.kind")))
                .containsExactly(
                        "monitoring.confirmed hr-1" + subject + " enhanced",
                        "monitoring.confirmed hr-2" + subject + " ex-employee",
                        "monitoring.confirmed hr-3" + subject + " enhanced",
                        "monitoring.all-clear hr-3" + subject + " enhanced",
                        "monitoring.confirmed hr-4" + subject + " enhanced"));
    }

    @Test
    @DisplayName("H05 S2-105: HR hears of the first suspicion in a period, and never that all was well afterwards")
    void shouldTellTheFirstSuspicion() {
        publish(
                change("hr-1", MonitoringChange.ACTIVE, "hr-1", null),
                change("hr-1", MonitoringChange.SUSPICION, null, "a-1"),
                change("hr-1", MonitoringChange.SUSPICION, null, "a-2"));
        publish(change("hr-1", MonitoringChange.SUSPICION, null, "a-3"));
        publish(change("hr-1", MonitoringChange.EXPIRED, null, null));
        // What comes last of this person is told last.
        publish(change("hr-2", MonitoringChange.ACTIVE, "hr-2", null));

        Await.until(() -> assertThat(said().stream().map(one -> one.getString("type")))
                .containsExactly("monitoring.confirmed", "monitoring.suspicion", "monitoring.confirmed"));
        assertThat(said().get(1).getString("alert")).isEqualTo("a-1");
    }

    @Test
    @DisplayName("H04 H11 S2-106: a period that ends in peace gets its all-clear, one that HR ended itself does not")
    void shouldGiveTheAllClear() {
        publish(
                change("hr-1", MonitoringChange.SUSPICION, null, "a-1"),
                change("hr-2", MonitoringChange.EXPIRED, null, null),
                change("hr-3", MonitoringChange.ENDED, "hr-9", null),
                change("hr-4", MonitoringChange.ACTIVE, "hr-4", null));

        Await.until(() -> assertThat(said().stream().map(one -> one.getString("type")))
                .containsExactly("monitoring.suspicion", "monitoring.all-clear", "monitoring.confirmed"));
        assertThat(said().get(1).getString("receipt")).isEqualTo("hr-2" + subject);
    }

    @Test
    @DisplayName("H03: what is read again is told once")
    void shouldTellOnce() {
        MonitoringChange active = change("hr-1", MonitoringChange.ACTIVE, "hr-1", null);
        publish(active, active);
        publish(active, change("hr-1", MonitoringChange.EXPIRED, null, null));

        Await.until(() -> assertThat(said().stream().map(one -> one.getString("type")))
                .containsExactly("monitoring.confirmed", "monitoring.all-clear"));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 301, 308, 404})
    @DisplayName(
            "bad input: a callback that answers 500 or 301 is tried again, in order, under the same id; none is followed")
    void shouldTryAgain(int status) {
        AtomicInteger failures = new AtomicInteger(5);
        hr.answer(seen -> failures.getAndDecrement() > 0 ? status : 204);

        publish(
                change("hr-1", MonitoringChange.ACTIVE, "hr-1", null),
                change("hr-1", MonitoringChange.EXPIRED, null, null));

        Await.until(() -> assertThat(said().stream().map(one -> one.getString("type")))
                .containsExactly("monitoring.confirmed", "monitoring.all-clear"));
        List<Seen> all = hr.seen(this::isMine);
        assertThat(all).hasSize(7).allSatisfy(seen -> assertThat(seen.path()).isEqualTo("/hr/callback"));
        assertThat(all.stream().limit(6).map(seen -> seen.header("webhook-id")).distinct())
                .hasSize(1);
    }

    @Test
    @DisplayName(
            "S2-103: what became of each callback is published for the person's timeline, and listed without the person")
    void shouldPublishResults() throws Exception {
        MonitoringChange active = change("hr-1", MonitoringChange.ACTIVE, "hr-1", null);
        publish(active);

        Await.until(() -> assertThat(results()).hasSize(1));
        NoticeResult result = NoticeResult.read(results().getFirst().value());
        assertThat(Schemas.complaints(
                        "notice-result.v1.json", results().getFirst().value()))
                .isEmpty();
        assertThat(result.kind()).isEqualTo("confirmation");
        assertThat(result.channel()).isEqualTo("hr");
        assertThat(result.result()).isEqualTo(NoticeResult.DELIVERED);
        assertThat(result.about()).isEqualTo(active.id());
        String listed = given().auth()
                .oauth2(Tokens.of("soc-lead"))
                .get("/v1/notices?destination=hr&limit=200")
                .asString();
        assertThat(listed).contains(active.id()).doesNotContain("\"" + subject + "\"");
    }

    @Test
    @DisplayName("what cannot be read of keepwatch.monitoring is set aside with its reason")
    void shouldSetAsideWhatItCannotRead() {
        byte[] half = "{\"id\":".getBytes(StandardCharsets.UTF_8);
        topics.publish(Topic.MONITORING, subject, half, CloudEvent.Type.MONITORING_CHANGE.wireName());
        publish(change("hr-1", MonitoringChange.ACTIVE, "hr-1", null));

        Await.until(() -> assertThat(said()).hasSize(1));
        assertThat(TopicReader.all(Topic.MONITORING.deadLetterName()).stream()
                        .filter(letter -> subject.equals(new String(letter.key(), StandardCharsets.UTF_8))))
                .hasSize(1);
    }

    @Test
    @DisplayName("H04: five hundred periods that end in the same minute all get their all-clear")
    void shouldTellManyAtOnce() {
        publish(IntStream.range(0, 500)
                .mapToObj(i -> new MonitoringChange(
                        "mc-many-" + subject + i,
                        subject + "-" + i,
                        "hr-many-" + subject + i,
                        "enhanced",
                        MonitoringChange.EXPIRED,
                        FROM,
                        UNTIL,
                        UNTIL,
                        UNTIL,
                        null,
                        null,
                        null,
                        null,
                        null))
                .toArray(MonitoringChange[]::new));

        // An answer that comes too late is asked for again, under the same id.
        Await.until(() -> assertThat(hr.seen(Seen::wasTaken).stream()
                        .map(seen -> seen.header("webhook-id"))
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(500));
        List<JsonPath> said = hr.seen(Seen::wasTaken).stream()
                .map(HrCallbackTest::opened)
                .filter(one -> one.getString("subject").startsWith(subject))
                .toList();
        assertThat(said.stream().map(one -> one.getString("subject")).distinct())
                .hasSize(500);
        assertThat(said.stream().map(one -> one.getString("type"))).containsOnly("monitoring.all-clear");
    }

    private void publish(MonitoringChange... changes) {
        for (MonitoringChange change : changes) {
            topics.publish(
                    Topic.MONITORING, change.subject(), change.write(), CloudEvent.Type.MONITORING_CHANGE.wireName());
        }
    }

    private MonitoringChange change(String period, String state, @Nullable String receipt, @Nullable String alert) {
        return change(period, "enhanced", state, UNTIL, receipt, alert);
    }

    private MonitoringChange watch(String receipt) {
        return change(receipt, MonitoringChange.EX_EMPLOYEE, MonitoringChange.ACTIVE, null, receipt, null);
    }

    private MonitoringChange change(
            String period,
            String kind,
            String state,
            @Nullable Instant until,
            @Nullable String receipt,
            @Nullable String alert) {
        return new MonitoringChange(
                "mc-" + period + kind + state + receipt + alert + subject,
                subject,
                period + subject,
                kind,
                state,
                FROM,
                until,
                FROM.plusSeconds(4),
                FROM.plusSeconds(5),
                receipt == null ? null : receipt + subject,
                alert,
                alert == null ? null : "bulk-download",
                alert == null ? null : "P2",
                null);
    }

    private List<JsonPath> said() {
        return callbacks().stream().map(HrCallbackTest::opened).toList();
    }

    private List<Seen> callbacks() {
        return hr.seen(seen -> seen.wasTaken() && isMine(seen));
    }

    private boolean isMine(Seen seen) {
        return opened(seen).getString("subject").equals(subject);
    }

    private static JsonPath opened(Seen seen) {
        try {
            JsonWebEncryption jwe = new JsonWebEncryption();
            jwe.setCompactSerialization(seen.body());
            assertThat(jwe.getKeyIdHeaderValue()).isEqualTo(TestKeys.CALLBACK);
            jwe.setKey(TestKeys.key(TestKeys.CALLBACK).getPrivateKey());
            JsonWebSignature jws = new JsonWebSignature();
            jws.setCompactSerialization(jwe.getPayload());
            assertThat(jws.getKeyIdHeaderValue()).isEqualTo(TestKeys.OWN_SIGNING);
            jws.setKey(TestKeys.key(TestKeys.OWN_SIGNING).getPublicKey());
            assertThat(jws.verifySignature()).isTrue();
            return JsonPath.from(jws.getPayload());
        } catch (JoseException e) {
            throw new AssertionError("not an envelope for HR", e);
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> results() throws MalformedMessageException {
        return TopicReader.all(Topic.NOTICE_RESULT).stream()
                .filter(record -> subject.equals(new String(record.key(), StandardCharsets.UTF_8)))
                .toList();
    }
}
