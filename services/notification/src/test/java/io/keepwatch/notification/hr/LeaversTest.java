package io.keepwatch.notification.hr;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.HrEventJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Topic;
import io.keepwatch.notification.Await;
import io.keepwatch.notification.TestPlatform;
import io.keepwatch.notification.Tokens;
import io.keepwatch.notification.TopicReader;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestPlatform.class)
class LeaversTest {
    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";

    private final String one = Hris.somebody();
    private final String other = Hris.somebody();

    @Test
    @DisplayName("S1-01: each person of a list becomes a termination event, with the ticket it came from")
    void shouldTakeAList() throws Exception {
        JsonPath answer = taken(CSV, "subject,effective,ticket\n%s,2026-02-20,IT-7\n%s,,\n".formatted(one, other));

        assertThat(answer.getMap("counts"))
                .containsEntry("lines", 2)
                .containsEntry("new", 2)
                .containsEntry("known", 0)
                .containsEntry("changed", 0)
                .containsEntry("errors", 0);
        HrEvent event = published(one, 1).getFirst();
        assertThat(event.event()).isEqualTo(HrEvent.TERMINATION);
        assertThat(event.effective()).isEqualTo(LocalDate.of(2026, 2, 20));
        assertThat(event.detail()).containsEntry("source", "import").containsEntry("ticket", "IT-7");
        assertThat(event.receipt()).isEqualTo(answer.getString("new[0].receipt"));
        assertThat(published(other, 1).getFirst().effective()).isNull();
    }

    @Test
    @DisplayName("S1-01: a dry run tells the difference and changes nothing")
    void shouldOnlyTellInADryRun() throws Exception {
        String list = "{\"subject\":\"%s\"}\n{\"subject\":\"%s\",\"effective\":\"2026-02-20\"}\n".formatted(one, other);

        JsonPath dry = post(NDJSON, "?dryRun=true", list).jsonPath();
        JsonPath real = taken(NDJSON, list);

        assertThat(dry.getBoolean("dryRun")).isTrue();
        assertThat(dry.getInt("counts.new")).isEqualTo(2);
        assertThat(dry.getList("new.receipt")).containsOnlyNulls();
        assertThat(real.getInt("counts.new")).as("the dry run took nobody").isEqualTo(2);
        published(one, 1);
    }

    @Test
    @DisplayName("S1-01: the same list again changes nothing; a new day withdraws the old one first")
    void shouldTakeDifferencesOnly() throws Exception {
        taken(CSV, "subject,effective\n%s,2026-02-20\n".formatted(one));

        JsonPath again = taken(CSV, "subject,effective\n%s,2026-02-20\n".formatted(one));
        JsonPath moved = taken(CSV, "ticket,subject,effective\nIT-9,%s,2026-02-27\n".formatted(one));
        JsonPath movedAgain = taken(CSV, "ticket,subject,effective\nIT-9,%s,2026-02-27\n".formatted(one));

        assertThat(again.getInt("counts.known")).isEqualTo(1);
        assertThat(moved.getString("changed[0].before")).isEqualTo("2026-02-20");
        assertThat(movedAgain.getInt("counts.known")).isEqualTo(1);
        List<HrEvent> events = published(one, 3);
        assertThat(events.stream().map(HrEvent::event)).containsExactly("termination", "withdrawn", "termination");
        assertThat(events.get(1).withdraws()).isEqualTo(events.getFirst().receipt());
    }

    @Test
    @DisplayName("S1-01: what HR said by its own door is known; without a day somebody leaves now")
    void shouldKnowWhatHrSaid() {
        new Hris()
                .post("{\"event\":\"termination\",\"subject\":\"%s\",\"effective\":\"2026-02-20\"}".formatted(one))
                .then()
                .statusCode(202);
        LocalDate ahead = LocalDate.now(ZoneOffset.UTC).plusDays(30);
        new Hris()
                .post("{\"event\":\"termination\",\"subject\":\"%s\",\"effective\":\"%s\"}".formatted(other, ahead))
                .then()
                .statusCode(202);

        JsonPath answer = taken(CSV, "subject\n%s\n%s\n".formatted(one, other));

        assertThat(answer.getInt("counts.known")).isEqualTo(1);
        assertThat(answer.getString("changed[0].before")).isEqualTo(ahead.toString());
    }

    @Test
    @DisplayName("H13 S1-01: somebody who came back and is on a list again leaves again")
    void shouldTakeWhoCameBack() throws Exception {
        String list = "subject,effective\n%s,2026-02-20\n".formatted(one);
        taken(CSV, list);
        new Hris()
                .post(Hris.event("rehired", one, Instant.now(), "{\"from\":\"2026-03-01\"}"))
                .then()
                .statusCode(202);

        assertThat(taken(CSV, list).getInt("counts.new")).isEqualTo(1);
        assertThat(published(one, 3).stream().map(HrEvent::event))
                .containsExactly("termination", "rehired", "termination");
    }

    @Test
    @DisplayName("S1-01: lines that say nothing are told by number and field, the others count")
    void shouldTellWhatIsWrong() throws Exception {
        JsonPath csv = taken(CSV, """
                \uFEFFsubject,effective,ticket
                %s,2026-02-20,"a ""quoted"", one"

                ,2026-02-20,x
                p1,20.02.2026,x
                p2,1999-12-31,x
                p3,2026-02-20
                "p4,2026-02-20,x""".formatted(one));
        JsonPath ndjson = taken(NDJSON, """
                {"subject":"%s"}
                {"subject":7}
                nonsense
                {"subject":"p1"} {}
                {"subject":"%s","effective":"2026-02-20"}
                {"subject":"%s"}""".formatted(other, other, other));

        assertThat(csv.getInt("counts.new")).isEqualTo(1);
        assertThat(csv.getList("errors.line")).containsExactly(4, 5, 6, 7, 8);
        assertThat(csv.getList("errors.field")).containsExactly("subject", "effective", "effective", "line", "line");
        assertThat(published(one, 1).getFirst().detail()).containsEntry("ticket", "a \"quoted\", one");
        assertThat(ndjson.getInt("counts.new")).isEqualTo(1);
        assertThat(ndjson.getInt("counts.known"))
                .as("the line that says the same")
                .isEqualTo(1);
        assertThat(ndjson.getList("errors.line")).containsExactly(2, 3, 4, 5);
        assertThat(ndjson.getList("errors.field")).containsExactly("subject", "line", "line", "effective");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "name,day\nx,y\n"})
    @DisplayName("S1-01: a list without a person is refused")
    void shouldRefuseUselessLists(String list) {
        assertThat(post(CSV, "", list).statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("S1-01: other content types, other flags and other roles are refused")
    void shouldRefuseOthers() {
        assertThat(post("application/json", "", "[]").statusCode()).isEqualTo(415);
        assertThat(post(CSV, "?dryRun=perhaps", "subject\nx\n").statusCode()).isEqualTo(400);
        given().auth()
                .oauth2(Tokens.of("analyst", "soc-lead", "administrator"))
                .post("/v1/hr/leavers")
                .then()
                .statusCode(403);
        given().post("/v1/hr/leavers").then().statusCode(401);
    }

    @Test
    @DisplayName("S1-01: two imports of one list at the same moment are one")
    void shouldTakeConcurrentImportsOnce() throws Exception {
        String list = "subject\n"
                + String.join(
                        "\n",
                        IntStream.range(0, 50).mapToObj(i -> one + "-" + i).toList());
        Thread first = Thread.ofPlatform().start(() -> post(CSV, "", list));
        post(CSV, "", list);
        first.join();

        assertThat(taken(CSV, list).getInt("counts.known")).isEqualTo(50);
        Await.until(() -> assertThat(TopicReader.all(Topic.HR).stream()
                        .filter(message -> key(message).startsWith(one)))
                .hasSize(50));
    }

    private static JsonPath taken(String contentType, String list) {
        return post(contentType, "", list).then().statusCode(200).extract().jsonPath();
    }

    private static Response post(String contentType, String query, String list) {
        return given().auth()
                .oauth2(Tokens.of("hr-notifier"))
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs(CSV, ContentType.TEXT)
                                .encodeContentTypeAs(NDJSON, ContentType.TEXT)
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType(contentType)
                .body(list.getBytes(StandardCharsets.UTF_8))
                .post("/v1/hr/leavers" + query);
    }

    private static List<HrEvent> published(String subject, int count) throws MalformedMessageException {
        Await.until(() -> assertThat(messages(subject)).hasSize(count));
        List<HrEvent> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> message : messages(subject)) {
            events.add(HrEventJson.read(message.value()));
        }
        return events;
    }

    private static List<ConsumerRecord<byte[], byte[]>> messages(String subject) {
        return TopicReader.all(Topic.HR).stream()
                .filter(message -> key(message).equals(subject))
                .toList();
    }

    private static String key(ConsumerRecord<byte[], byte[]> message) {
        return new String(message.key(), StandardCharsets.UTF_8);
    }
}
