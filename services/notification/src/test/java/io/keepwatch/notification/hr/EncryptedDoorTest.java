package io.keepwatch.notification.hr;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Topic;
import io.keepwatch.notification.Await;
import io.keepwatch.notification.Envelope;
import io.keepwatch.notification.TestKeys;
import io.keepwatch.notification.TestPlatform;
import io.keepwatch.notification.TopicReader;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = TestPlatform.class,
        initArgs = @ResourceArg(name = "keepwatch.hr.allow-plain", value = "false"))
class EncryptedDoorTest {
    private final String subject = Hris.somebody();
    private final String event = Hris.resignation(subject, Instant.now());

    @Test
    @DisplayName("H02: plain text where encryption is required is refused and counted")
    void shouldRefusePlainText() {
        Response answer = new Hris().post(event);

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.path("type").toString()).isEqualTo("urn:keepwatch:problem:media-type");
        assertThat(given().get("/q/metrics").asString())
                .contains("keepwatch_hr_events_total{outcome=\"media-type\"} 1.0");
    }

    @Test
    @DisplayName("H01 S2-100: a client that knows the published keys alone is understood")
    void shouldTakeSealedEvents() throws Exception {
        Map<String, Object> published = given().get("/v1/hr/keys")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("keys.find { it.use == 'enc' }");
        PublicJsonWebKey sealing = PublicJsonWebKey.Factory.newPublicJwk(published);

        Response answer = jose().post(new Envelope(TestKeys.key(TestKeys.SIGNING), sealing).around(event));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.<String>path("monitoring.kind")).isEqualTo("enhanced");
        Await.until(() -> assertThat(published()).isEqualTo(1));
    }

    @Test
    @DisplayName("H03 S2-107: an event that is sealed anew for each delivery is one event")
    void shouldKnowRepeatsByWhatTheySay() {
        Hris hris = jose();
        String first = hris.post(sealed(event)).then().statusCode(202).extract().asString();

        String again = hris.post(sealed(event)).then().statusCode(202).extract().asString();
        Response other = hris.post(sealed(Hris.resignation(subject, Instant.EPOCH.plusSeconds(1_700_000_000))));

        assertThat(again).isEqualTo(first);
        assertThat(other.statusCode()).isEqualTo(409);
    }

    @Test
    @DisplayName(
            "H02: an envelope that is not as it should be is refused with one problem, counted, and changes nothing")
    void shouldRefuseEnvelopes() {
        Hris hris = jose();
        for (String envelope : List.of(
                "nonsense",
                event,
                new Envelope(TestKeys.key(TestKeys.CALLBACK), TestKeys.key(TestKeys.OPENING)).around(event),
                new Envelope(TestKeys.key(TestKeys.SIGNING), TestKeys.key(TestKeys.OPENING))
                        .inner("alg", "none")
                        .around(event),
                new Envelope(TestKeys.key(TestKeys.SIGNING), TestKeys.key(TestKeys.OPENING))
                        .outer("zip", "DEF")
                        .around(event))) {
            double before = refused();

            Response answer = hris.post(envelope);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(answer.path("type").toString()).isEqualTo("urn:keepwatch:problem:hr-envelope");
            assertThat(refused()).isEqualTo(before + 1);
        }
        hris.post(sealed(event)).then().statusCode(202);
        Await.until(() -> assertThat(published()).isEqualTo(1));
    }

    @Test
    @DisplayName("H02: the webhook's signature is looked at before the envelope, and the event after both")
    void shouldCheckInOrder() {
        String body = sealed(event);

        assertThat(jose().withSecret("whsec_" + "A".repeat(32)).post("nonsense").<String>path("type"))
                .endsWith("webhook-signature");
        assertThat(jose().signedAt(Instant.now().minusSeconds(310)).post(body).<String>path("type"))
                .endsWith("webhook-signature");
        assertThat(jose().post(sealed("{\"event\":\"retirement\"}")).statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("S2-100: the published keys are public parts of ours, the one to encrypt with first, for everyone")
    void shouldPublishPublicPartsOnly() {
        Response answer = given().get("/v1/hr/keys");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getList("keys.kid"))
                .containsExactly(TestKeys.OPENING, TestKeys.OLD_OPENING, TestKeys.OWN_SIGNING);
        assertThat(answer.jsonPath().<Map<String, Object>>getList("keys"))
                .allSatisfy(key -> assertThat(key).doesNotContainKeys("d", "p", "q", "dp", "dq", "qi", "k"));
    }

    private static Hris jose() {
        return new Hris().withContentType("application/jose");
    }

    private static String sealed(String event) {
        return new Envelope(TestKeys.key(TestKeys.SIGNING), TestKeys.key(TestKeys.OPENING)).around(event);
    }

    private long published() {
        return TopicReader.all(Topic.HR).stream()
                .filter(message -> new String(message.key(), StandardCharsets.UTF_8).equals(subject))
                .count();
    }

    private static double refused() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("keepwatch_hr_events_total{outcome=\"hr-envelope\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
