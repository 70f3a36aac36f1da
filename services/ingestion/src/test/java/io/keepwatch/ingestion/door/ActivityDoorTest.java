package io.keepwatch.ingestion.door;

import static io.keepwatch.ingestion.door.Door.NDJSON;
import static io.keepwatch.ingestion.door.Door.usb;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Topic;
import io.keepwatch.contracts.UsbWrite;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Broker.class)
class ActivityDoorTest {
    private TopicTail topic;
    private final String source = "feed-" + UUID.randomUUID();

    @BeforeEach
    void listen() {
        Door.awaitReady();
        topic = new TopicTail(Topic.ACTIVITY);
    }

    @AfterEach
    void stopListening() {
        topic.close();
    }

    @Test
    @DisplayName("S2-026 what was answered 202 is in the topic, keyed by the person, with its CloudEvents attributes")
    void shouldMakeActivityDurableBeforeAnswering() throws MalformedMessageException {
        post(usb("a-1", "jdoe", 7)).statusCode(202).body("accepted", equalTo(1)).body("rejectedCount", equalTo(0));

        ConsumerRecord<byte[], byte[]> message = only(topic.read());
        assertThat(TopicTail.key(message)).isEqualTo("account:" + source + "/jdoe");
        assertThat(TopicTail.header(message, "ce_id")).isEqualTo("a-1");
        assertThat(TopicTail.header(message, "ce_source")).isEqualTo("/keepwatch/ingestion/" + source);
        assertThat(TopicTail.header(message, "ce_subject")).isEqualTo("account:" + source + "/jdoe");
        Activity activity = ActivityJson.read(message.value());
        assertThat(activity).isInstanceOf(UsbWrite.class);
        assertThat(((UsbWrite) activity).bytes()).isEqualTo(7);
        assertThat(activity.header().source()).isEqualTo(source);
        assertThat(activity.header().unresolved()).isTrue();
    }

    @Test
    @DisplayName("The good lines of a request are kept, each bad one is named with its reason")
    void shouldKeepGoodLinesAndNameBadOnes() {
        post(String.join(
                        "\n",
                        usb("b-1", "jdoe", 1),
                        "{not json",
                        "",
                        "{\"id\":\"b-4\",\"time\":\"2026-01-05T09:00:00Z\",\"type\":\"no.such\"}",
                        usb("b-5", "jdoe", 2),
                        "{\"id\":\"b-6\",\"type\":\"usb.write\"}",
                        usb("b-7", "jdoe", 2).replace(":2,", ":\"2\",")))
                .statusCode(202)
                .body("accepted", equalTo(2))
                .body("rejectedCount", equalTo(4))
                .body("rejected.line", equalTo(List.of(2, 4, 6, 7)))
                .body("rejected[0].reason", startsWith("not readable as JSON"))
                .body("rejected[1].reason", equalTo("type: unknown"))
                .body("rejected[2].reason", equalTo("time: missing"))
                .body("rejected[3].reason", startsWith("bytes:"));

        assertThat(topic.read())
                .extracting(message -> TopicTail.header(message, "ce_id"))
                .containsExactlyInAnyOrder("b-1", "b-5");
    }

    @Test
    @DisplayName("A request of which nothing is readable is answered 400")
    void shouldRefuseWhatIsNotReadableAtAll() {
        post("").statusCode(400).contentType("application/problem+json").body("type", endsWithUnreadable());
        post("\n \n\r\n").statusCode(400).body("type", endsWithUnreadable());
        post("hello\nworld").statusCode(400).body("type", endsWithUnreadable()).body("rejected", hasSize(2));
        given().header("Content-Encoding", "gzip")
                .auth()
                .oauth2(Tokens.of("event-writer"))
                .contentType(NDJSON)
                .body("this is not gzip".getBytes(StandardCharsets.UTF_8))
                .post("/v1/activity")
                .then()
                .statusCode(400)
                .body("type", endsWithUnreadable());
    }

    @Test
    void shouldTakeGzip() {
        given().header("Content-Encoding", "gzip")
                .auth()
                .oauth2(Tokens.of("event-writer"))
                .contentType(NDJSON)
                .body(Door.gzip(
                        (usb("g-1", "jdoe", 1) + "\n" + usb("g-2", "jdoe", 1)).getBytes(StandardCharsets.UTF_8)))
                .post("/v1/activity")
                .then()
                .statusCode(202)
                .body("accepted", equalTo(2));
    }

    @Test
    void shouldTakeAListAndASingleActivityAsJson() {
        String list = "[" + usb("j-1", "jdoe", 1) + ", 17, {\"broken\":, }, " + usb("j-4", "jdoe", 1) + "]";
        postAs("application/json; charset=utf-8", list)
                .statusCode(202)
                .body("accepted", equalTo(2))
                .body("rejected.line", equalTo(List.of(2, 3)));
        postAs("application/json", "\n" + usb("j-5", "jdoe", 1) + "\n")
                .statusCode(202)
                .body("accepted", equalTo(1));
        postAs("application/json", "[]").statusCode(400);
    }

    @Test
    void shouldNameTheFeedByTheCloudEventsSource() throws MalformedMessageException {
        String event = """
                {"specversion":"1.0","id":"c-1","source":"/okta/%s","type":"usb.write",
                 "time":"2026-01-05T09:00:00+13:00","data":{"user":"jdoe","bytes":5}}""".formatted(source);
        given().auth()
                .oauth2(Tokens.of("event-writer"))
                .contentType("application/cloudevents+json")
                .body(event.getBytes(StandardCharsets.UTF_8))
                .post("/v1/activity")
                .then()
                .statusCode(202)
                .body("accepted", equalTo(1));
        Activity activity = ActivityJson.read(only(topic.read()).value());
        assertThat(activity.header().source()).isEqualTo("/okta/" + source);
        assertThat(activity.header().id()).isEqualTo("c-1");
        assertThat(activity.header().time()).isEqualTo("2026-01-04T20:00:00Z");
    }

    @Test
    @DisplayName("Without an id one is derived from the content: the same line again is the same activity")
    void shouldDeriveTheSameIdForTheSameContent() {
        String line = usb("x", "jdoe", 3).replace("\"id\":\"x\",", "");
        post(line + "\n" + line).statusCode(202).body("accepted", equalTo(2));
        post(line).statusCode(202).body("accepted", equalTo(1));
        List<String> ids = topic.read().stream()
                .map(message -> TopicTail.header(message, "ce_id"))
                .toList();
        assertThat(ids).hasSize(3);
        assertThat(Set.copyOf(ids)).hasSize(1);
    }

    @Test
    @DisplayName("Every type that is accepted is written as its schema says")
    void shouldWriteEveryTypeAsItsSchemaSays() {
        String head =
                "{\"user\":\"jdoe\",\"host\":\"lap-1\",\"time\":\"2026-01-05T09:00:00.5+01:00\",\"type\":\"%s\"%s}";
        List<String> lines = List.of(
                head.formatted(
                        "file.access",
                        ",\"path\":\"/a\",\"bytes\":1,\"classification\":\"secret\",\"action\":\"read\",\"owner\":\"x\""),
                head.formatted("file.download", ",\"path\":\"/a\",\"store\":\"s3\""),
                head.formatted("usb.write", ",\"bytes\":5,\"device\":\"stick\""),
                head.formatted(
                        "email.sent",
                        ",\"from\":\"a@b.c\",\"to\":[\"d@e.f\"],\"attachments\":[{\"name\":\"n\",\"bytes\":3}]"),
                head.formatted("cloud.upload", ",\"bytes\":5,\"domain\":\"d.example\",\"sanctioned\":false"),
                head.formatted(
                        "auth.login",
                        ",\"outcome\":\"failure\",\"privileged\":true,\"ip\":\"10.0.0.1\",\"channel\":\"vpn\""),
                head.formatted("agent.state", ",\"agent\":\"edr\",\"state\":\"stopped\""),
                head.formatted("print.job", ",\"printer\":\"p\",\"pages\":3,\"classification\":\"internal\""),
                head.formatted(
                        "badge.swipe",
                        ",\"outcome\":\"denied\",\"reason\":\"clearance\",\"door\":\"lab\",\"direction\":\"in\""),
                head.formatted(
                        "process.start", ",\"executable\":\"/bin/sh\",\"arguments\":\"-c ls\",\"scheduler\":\"cron\""),
                head.formatted(
                        "session.open", ",\"session\":\"1\",\"kind\":\"tmux\",\"since\":\"2026-01-01T00:00:00Z\""),
                head.formatted(
                        "network.connect", ",\"direction\":\"out\",\"remoteIp\":\"192.0.2.1\",\"remotePort\":443"),
                head.formatted("web.visit", ",\"url\":\"https://x.example\",\"category\":\"jobs\""),
                head.formatted("privilege.request", ",\"role\":\"dba\",\"ticket\":\"T-1\""),
                head.formatted("detection", ",\"vendor\":\"dlp\",\"rule\":\"r\",\"severity\":\"high\""),
                head.formatted("record", ",\"kind\":\"travel\",\"area\":\"personal\",\"weight\":\"weak\""));
        post(String.join("\n", lines)).statusCode(202).body("accepted", equalTo(lines.size()));
        List<ConsumerRecord<byte[], byte[]>> messages = topic.read();
        assertThat(messages).hasSize(lines.size());
        Schemas.assertKept(messages);
    }

    @Test
    void shouldRefuseContentTypesItDoesNotRead() {
        postAs("application/xml", "<a/>").statusCode(415).body("type", containsString("media-type"));
        postAs("text/plain", usb("t", "jdoe", 1)).statusCode(415);
        given().header("Content-Encoding", "br")
                .auth()
                .oauth2(Tokens.of("event-writer"))
                .contentType(NDJSON)
                .body(usb("t", "jdoe", 1).getBytes(StandardCharsets.UTF_8))
                .post("/v1/activity")
                .then()
                .statusCode(415)
                .header("Accept-Encoding", "gzip");
    }

    private static Matcher<String> endsWithUnreadable() {
        return equalTo("urn:keepwatch:problem:unreadable");
    }

    private ValidatableResponse post(String body) {
        return Door.post(source, body);
    }

    private ValidatableResponse postAs(String contentType, String body) {
        return given().auth()
                .oauth2(Tokens.of("event-writer"))
                .header("Content-Type", contentType)
                .queryParam("source", source)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/v1/activity")
                .then();
    }

    private static ConsumerRecord<byte[], byte[]> only(List<ConsumerRecord<byte[], byte[]>> messages) {
        assertThat(messages).hasSize(1);
        return messages.getFirst();
    }
}
