package io.keepwatch.notification.hr;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.HrEventJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Topic;
import io.keepwatch.notification.Await;
import io.keepwatch.notification.Schemas;
import io.keepwatch.notification.TestPlatform;
import io.keepwatch.notification.TopicReader;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestPlatform.class)
class HrDoorTest {
    private static final Duration ENHANCED = Duration.ofDays(14);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Test
    @DisplayName("S2-094 S2-100 S2-101: a signed resignation begins 14 days of enhanced monitoring and is published")
    void shouldPublishResignationWithItsPeriod() throws MalformedMessageException {
        String subject = Hris.somebody();
        Instant occurred = now.minus(1, ChronoUnit.DAYS);

        Response answer = new Hris().post(Hris.resignation(subject, occurred));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.path("monitoring.kind").toString()).isEqualTo("enhanced");
        assertThat(Instant.parse(answer.path("monitoring.until"))).isEqualTo(occurred.plus(ENHANCED));
        Await.until(() -> assertThat(published(subject)).hasSize(1));
        ConsumerRecord<byte[], byte[]> message = published(subject).getFirst();
        assertThat(Schemas.complaints("hr-event.v1.json", message.value())).isEmpty();
        assertThat(new String(
                        message.headers().lastHeader(CloudEvent.TYPE_HEADER).value(), StandardCharsets.UTF_8))
                .isEqualTo(CloudEvent.Type.HR_EVENT.wireName());
        HrEvent event = HrEventJson.read(message.value());
        assertThat(event.receipt()).isEqualTo(answer.path("receipt").toString());
        assertThat(event.monitoring()).isEqualTo(new HrEvent.Monitoring("enhanced", occurred, occurred.plus(ENHANCED)));
        assertThat(event.detail()).containsEntry("lastDay", "2026-02-20");
    }

    @Test
    @DisplayName("H03 S2-107: the same event delivered three times has one effect and one answer")
    void shouldGiveRepeatsTheSameAnswer() {
        String subject = Hris.somebody();
        String body = Hris.resignation(subject, now);
        Hris hris = new Hris();

        String first = hris.post(body).then().statusCode(202).extract().asString();
        String second = hris.signedAt(now.plusSeconds(30))
                .post(body)
                .then()
                .statusCode(202)
                .extract()
                .asString();
        String third = hris.withSecret(TestPlatform.OLD_HR_SECRET)
                .post(body)
                .then()
                .statusCode(202)
                .extract()
                .asString();

        assertThat(List.of(second, third)).containsOnly(first);
        // A later event of the same person comes after anything the repeats could have caused.
        new Hris().post(Hris.resignation(subject, now.plusSeconds(1))).then().statusCode(202);
        Await.until(() -> assertThat(published(subject)).hasSize(2));
    }

    @Test
    @DisplayName("H03: repeats that arrive at the same moment have one effect and one answer")
    void shouldTakeOneOfConcurrentRepeats() throws Exception {
        String subject = Hris.somebody();
        String body = Hris.resignation(subject, now);
        Hris hris = new Hris();
        List<Future<Response>> answers = new ArrayList<>();

        try (ExecutorService senders = Executors.newFixedThreadPool(32)) {
            for (int i = 0; i < 32; i++) {
                answers.add(senders.submit(() -> hris.post(body)));
            }
        }

        for (Future<Response> answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(202);
            assertThat(answer.get().asString())
                    .isEqualTo(answers.getFirst().get().asString());
        }
        new Hris().post(Hris.resignation(subject, now.plusSeconds(1))).then().statusCode(202);
        Await.until(() -> assertThat(published(subject)).hasSize(2));
    }

    @Test
    @DisplayName("H03: a webhook-id used again with another body is a conflict and changes nothing")
    void shouldRefuseAnotherBodyUnderTheSameId() {
        Hris hris = new Hris();
        String other = Hris.somebody();
        hris.post(Hris.resignation(Hris.somebody(), now)).then().statusCode(202);

        Response answer = hris.post(Hris.resignation(other, now));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.path("type").toString()).isEqualTo("urn:keepwatch:problem:webhook-id-reused");
        new Hris().post(Hris.resignation(other, now.plusSeconds(1))).then().statusCode(202);
        Await.until(() -> assertThat(published(other)).hasSize(1));
    }

    @Test
    @DisplayName("H06: a second notice during a period moves its end to the later one and never back")
    void shouldNeverShortenAPeriod() {
        String subject = Hris.somebody();
        Instant first = now.minus(5, ChronoUnit.DAYS);
        Instant later = now.minus(1, ChronoUnit.DAYS);
        Instant earlier = now.minus(8, ChronoUnit.DAYS);

        assertThat(until(subject, first)).isEqualTo(first.plus(ENHANCED));
        assertThat(until(subject, later)).isEqualTo(later.plus(ENHANCED));
        assertThat(until(subject, earlier)).isEqualTo(later.plus(ENHANCED));

        Await.until(() -> assertThat(published(subject)).hasSize(3));
        assertThat(published(subject).stream().map(HrDoorTest::period))
                .as("each event's own period; who monitors joins them")
                .containsExactly(
                        new HrEvent.Monitoring("enhanced", first, first.plus(ENHANCED)),
                        new HrEvent.Monitoring("enhanced", later, later.plus(ENHANCED)),
                        new HrEvent.Monitoring("enhanced", earlier, earlier.plus(ENHANCED)));
    }

    @Test
    @DisplayName("H06: notices about one person that arrive together leave the latest end")
    void shouldKeepTheLatestEndOfConcurrentNotices() throws Exception {
        String subject = Hris.somebody();
        List<Future<Response>> answers = new ArrayList<>();
        try (ExecutorService senders = Executors.newFixedThreadPool(16)) {
            for (int hour = 0; hour < 16; hour++) {
                String body = Hris.resignation(subject, now.minus(hour, ChronoUnit.HOURS));
                answers.add(senders.submit(() -> new Hris().post(body)));
            }
        }

        assertThat(until(subject, now.minus(20, ChronoUnit.HOURS))).isEqualTo(now.plus(ENHANCED));
        Await.until(() -> assertThat(published(subject)).hasSize(17));
        Map<String, Instant> answered = answers.stream()
                .map(Future::resultNow)
                .collect(Collectors.toMap(
                        answer -> answer.path("receipt"), answer -> Instant.parse(answer.path("monitoring.until"))));
        List<Instant> ends = published(subject).stream()
                .map(message -> header(message, CloudEvent.ID_HEADER))
                .filter(answered::containsKey)
                .map(answered::get)
                .toList();
        assertThat(ends)
                .as("published in the order they were decided")
                .hasSize(16)
                .isSorted();
    }

    @Test
    @DisplayName("S2-094: an event whose period is over begins none and says so")
    void shouldAnswerNoPeriodForAnOldEvent() {
        String subject = Hris.somebody();

        Response answer = new Hris().post(Hris.resignation(subject, now.minus(ENHANCED)));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.jsonPath().getMap("$")).containsKeys("receipt", "monitoring", "reason");
        assertThat((Object) answer.path("monitoring")).isNull();
        Await.until(() -> assertThat(published(subject)).hasSize(1));
    }

    @Test
    @DisplayName("S2-107: 200 people's events are each published once")
    void shouldPublishEveryAcceptedEventOnce() throws Exception {
        String prefix = Hris.somebody();
        List<Future<Response>> answers = new ArrayList<>();
        try (ExecutorService senders = Executors.newFixedThreadPool(32)) {
            for (int i = 0; i < 200; i++) {
                String body = Hris.resignation(prefix + "-" + i, now);
                answers.add(senders.submit(() -> new Hris().post(body)));
            }
        }
        Set<String> receipts = answers.stream()
                .map(answer -> answer.resultNow().<String>path("receipt"))
                .collect(Collectors.toSet());

        assertThat(receipts).hasSize(200);
        Await.until(() -> assertThat(TopicReader.all(Topic.HR).stream()
                        .filter(message -> key(message).startsWith(prefix))
                        .map(message -> header(message, CloudEvent.ID_HEADER)))
                .containsExactlyInAnyOrderElementsOf(receipts));
    }

    private static Instant until(String subject, Instant occurred) {
        return Instant.parse(new Hris()
                .post(Hris.resignation(subject, occurred))
                .then()
                .statusCode(202)
                .extract()
                .path("monitoring.until"));
    }

    private static List<ConsumerRecord<byte[], byte[]>> published(String subject) {
        return TopicReader.all(Topic.HR).stream()
                .filter(message -> key(message).equals(subject))
                .toList();
    }

    private static HrEvent.Monitoring period(ConsumerRecord<byte[], byte[]> message) {
        try {
            HrEvent.Monitoring period = HrEventJson.read(message.value()).monitoring();
            return Objects.requireNonNull(period);
        } catch (MalformedMessageException e) {
            throw new AssertionError(e);
        }
    }

    private static String key(ConsumerRecord<byte[], byte[]> message) {
        return new String(message.key(), StandardCharsets.UTF_8);
    }

    private static String header(ConsumerRecord<byte[], byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
