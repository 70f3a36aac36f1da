package io.keepwatch.ingestion.door;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.FileAccess;
import io.keepwatch.contracts.FileDownload;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.IdentityJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Broker.class)
class IdentityDoorTest {
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final String kara = "p-kara-" + run;
    private final String li = "p-li-" + run;
    private final String account = "kara-" + run;
    private TopicTail activities;
    private TopicTail identities;

    @BeforeEach
    void listen() {
        Door.awaitReady();
        activities = new TopicTail(Topic.ACTIVITY);
        identities = new TopicTail(Topic.IDENTITY);
    }

    @AfterEach
    void stopListening() {
        activities.close();
        identities.close();
    }

    @Test
    @DisplayName("A person's record and activities travel in one order: the change, then what was posted after it")
    void shouldApplyARecordBeforeAnswering() throws MalformedMessageException {
        Door.putIdentities(person(kara, account)).statusCode(200).body("accepted", equalTo(1));
        Door.post("feed", Door.usb("1-" + run, account.toUpperCase(Locale.ROOT), 1))
                .statusCode(202);

        List<ConsumerRecord<byte[], byte[]>> ofKara = of(kara, activities);
        assertThat(ofKara)
                .extracting(message -> TopicTail.header(message, "ce_type"))
                .containsExactly("io.keepwatch.profile-change.v1", "io.keepwatch.activity.v1");
        Identity change = IdentityJson.read(ofKara.getFirst().value());
        assertThat(change.privileged()).isTrue();
        Activity activity = ActivityJson.read(ofKara.getLast().value());
        assertThat(activity.header().subject()).isEqualTo(kara);
        assertThat(activity.header().unresolved()).isFalse();
        List<ConsumerRecord<byte[], byte[]>> records = of(kara, identities);
        assertThat(records).hasSize(1);
        Schemas.assertKept(records);
    }

    @Test
    void shouldRejectASecondClaimNamingTheFirstUnlessItMoves() throws MalformedMessageException {
        Door.putIdentities(person(kara, account)).statusCode(200);
        Door.putIdentities(person(li, account))
                .statusCode(200)
                .body("accepted", equalTo(0))
                .body("rejected[0].reason", containsString(kara));
        assertThat(of(li, identities)).isEmpty();

        Door.putIdentities(person(li, account).replace("{\"subject\"", "{\"move\":true,\"subject\""))
                .statusCode(200)
                .body("accepted", equalTo(1));
        Door.post("feed", Door.usb("2-" + run, account, 1)).statusCode(202);
        assertThat(of(li, activities)).hasSize(2);
        List<ConsumerRecord<byte[], byte[]>> ofKara = of(kara, identities);
        assertThat(IdentityJson.read(ofKara.getLast().value()).accounts()).isEmpty();
    }

    @Test
    void shouldChangeNothingForTheSameRecordAgain() {
        Door.putIdentities(person(kara, account)).statusCode(200);
        assertThat(of(kara, identities)).hasSize(1);
        Door.putIdentities(person(kara, account) + "\n" + person(kara, account))
                .statusCode(200)
                .body("accepted", equalTo(2));
        assertThat(of(kara, identities)).isEmpty();
        assertThat(of(kara, activities)).hasSize(1);
    }

    @Test
    @DisplayName("S2-011 a file whose owner has left is stamped, whatever the sender says; who returns has not left")
    void shouldStampFilesOfThoseWhoLeft() {
        Door.putIdentities(person(kara, account)).statusCode(200);
        postFile("here", "file.access", account, true);
        Door.retire(kara).statusCode(204);
        Door.retire(kara).statusCode(204);
        postFile("by-account", "file.access", account.toUpperCase(Locale.ROOT), false);
        postFile("by-subject", "file.download", kara, false);
        Door.putIdentities(person(kara, account)).statusCode(200);
        postFile("returned", "file.access", account, true);
        postFile("returned-too", "file.download", kara, true);

        assertThat(of("account:feed/reader-" + run, activities).stream().map(IdentityDoorTest::ownerLeft))
                .containsExactly(false, true, true, false, false);
    }

    @Test
    @DisplayName("S2-011 an owner nobody knows, no owner, and an account that somebody took over have not left")
    void shouldNotStampOtherFiles() {
        Door.putIdentities(person(kara, account)).statusCode(200);
        Door.retire(kara).statusCode(204);
        Door.putIdentities(person(li, account)).statusCode(200).body("accepted", equalTo(1));
        postFile("taken-over", "file.access", account, true);
        postFile("unknown", "file.access", "nobody-" + run, true);
        postFile("none", "file.download", "", true);

        assertThat(of("account:feed/reader-" + run, activities).stream().map(IdentityDoorTest::ownerLeft))
                .containsExactly(false, false, false);
    }

    @Test
    @DisplayName("S1-07 H08 what runs on under the account of somebody who left is still theirs, until somebody has it")
    void shouldKeepTheAccountsOfThoseWhoLeft() throws MalformedMessageException {
        Door.putIdentities(person(kara, account)).statusCode(200);
        Door.retire(kara).statusCode(204);
        Door.retire("nobody-" + run).statusCode(404).body("type", equalTo("urn:keepwatch:problem:no-such-person"));
        Door.post("feed", Door.usb("1-" + run, account, 1)).statusCode(202);

        List<ConsumerRecord<byte[], byte[]>> ofKara = of(kara, activities);
        assertThat(IdentityJson.read(ofKara.get(1).value()).retired()).isTrue();
        assertThat(ActivityJson.read(ofKara.getLast().value()).header().unresolved())
                .isFalse();

        Door.putIdentities(person(li, account)).statusCode(200).body("accepted", equalTo(1));
        Door.post("feed", Door.usb("2-" + run, account, 1)).statusCode(202);
        assertThat(activities.read().stream().map(TopicTail::key)).containsExactly(li, li);
    }

    @Test
    void shouldRejectLinesOneByOne() {
        String body = String.join(
                "\n",
                "{\"subject\":\"\"}",
                "nonsense",
                person(kara, account),
                "{\"subject\":\"account:x/y\"}",
                "{\"subject\":\"x\",\"accounts\":\"one\"}",
                "{\"subject\":\"x\",\"timeZone\":\"Mars/Olympus\"}",
                "{\"subject\":\"x\",\"clearance\":-1}",
                "{\"subject\":\"x\",\"accounts\":[\" \"]}");
        Door.putIdentities(body)
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("rejected.line", equalTo(List.of(1, 2, 4, 5, 6, 7, 8)))
                .body("rejected.reason", hasItem("timeZone: expected an IANA name, as in Europe/Berlin"));
        Door.putIdentities("").statusCode(400).body("type", equalTo("urn:keepwatch:problem:unreadable"));
        Door.putIdentities("nonsense").statusCode(400);
        given().auth()
                .oauth2(Tokens.of("identity-writer"))
                .header("Content-Type", "application/json")
                .body("{}".getBytes(StandardCharsets.UTF_8))
                .put("/v1/identities")
                .then()
                .statusCode(415);
    }

    @Test
    void shouldShowTheFeedsThatBringActivity() {
        String feed = "feed-" + run;
        Door.post(feed, Door.usb("1", "jdoe", 1) + "\n{}\n").statusCode(202);
        given().auth()
                .oauth2(Tokens.of("auditor"))
                .get("/v1/feeds")
                .then()
                .statusCode(200)
                .body("items.find { it.source == '" + feed + "' }.accepted", equalTo(1))
                .body("items.find { it.source == '" + feed + "' }.rejected", equalTo(1))
                .body("items.find { it.source == '" + feed + "' }.lastEventAt", equalTo("2026-01-05T09:00:00Z"))
                .body("items.find { it.source == '" + feed + "' }.silent", equalTo(false));
    }

    /** @param claimed what the sender says of the owner */
    private void postFile(String id, String type, String owner, boolean claimed) {
        Door.post(
                        "feed",
                        "{\"id\":\"%s-%s\",\"time\":\"2026-01-05T09:00:00Z\",\"type\":\"%s\",\"user\":\"reader-%s\",\"owner\":\"%s\",\"ownerLeft\":%s}"
                                .formatted(id, run, type, run, owner, claimed))
                .statusCode(202);
    }

    private static boolean ownerLeft(ConsumerRecord<byte[], byte[]> message) {
        try {
            return switch (ActivityJson.read(message.value())) {
                case FileAccess access -> access.ownerLeft();
                case FileDownload download -> download.ownerLeft();
                case Activity other -> throw new AssertionError("no file: " + other);
            };
        } catch (MalformedMessageException e) {
            throw new AssertionError(e);
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> of(String key, TopicTail topic) {
        return topic.read().stream()
                .filter(message -> TopicTail.key(message).equals(key))
                .toList();
    }

    private static String person(String subject, String account) {
        return "{\"subject\":\"%s\",\"accounts\":[\"%s\"],\"privileged\":true,\"timeZone\":\"Pacific/Chatham\"}"
                .formatted(subject, account);
    }
}
