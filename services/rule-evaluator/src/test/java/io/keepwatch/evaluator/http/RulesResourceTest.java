package io.keepwatch.evaluator.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;

import io.keepwatch.contracts.AlertJson;
import io.keepwatch.contracts.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealBroker.class)
@DisplayName("The service: its door, its health, and an alert end to end")
class RulesResourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @BeforeEach
    void awaitReady() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (given().get("/q/health/ready").statusCode() != 200) {
            assertThat(System.nanoTime()).as("ready in time").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"analyst", "soc-lead", "rule-admin", "auditor"})
    void shouldListTheRules(String role) {
        given().auth()
                .oauth2(Tokens.of(role))
                .get("/v1/rules")
                .then()
                .statusCode(200)
                .body("digest", notNullValue())
                .body("items.id", hasItem("usb-mass-storage"))
                .body("items.severity", everyItem(matchesPattern("P[1-4]")))
                .body("items.status", everyItem(matchesPattern("live|shadow")))
                .body("items.find { it.id == 'bulk-download' }.version", notNullValue())
                .body("items.find { it.id == 'bulk-download' }.types", hasItem("file.download"));
    }

    @Test
    void shouldSayHowThisInstanceIs() {
        String digest =
                given().auth().oauth2(Tokens.of("auditor")).get("/v1/rules").path("digest");
        given().auth()
                .oauth2(Tokens.of("auditor"))
                .get("/v1/rules/status")
                .then()
                .statusCode(200)
                .body("instances.size()", equalTo(1))
                .body("instances[0].state", equalTo("running"))
                .body("instances[0].digest", equalTo(digest))
                .body("instances[0].lastLoad.ok", equalTo(true))
                .body("instances[0].lastLoad.digest", equalTo(digest))
                .body("instances[0].failures.size()", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/rules", "/v1/rules/status"})
    void shouldWantATokenWithARole(String path) {
        given().get(path).then().statusCode(401).contentType("application/problem+json");
        given().auth().oauth2("garbage").get(path).then().statusCode(401);
        given().auth().oauth2(Tokens.of("event-writer")).get(path).then().statusCode(403);
        given().auth().oauth2(Tokens.foreign()).get(path).then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/nothing", "/v1/rules/", "/V1/rules", "//v1/rules"})
    @DisplayName("Other spellings give no data without a token")
    void shouldNotAnswerOtherSpellingsWithoutAToken(String path) {
        assertThat(given().urlEncodingEnabled(false).get(path).statusCode()).isIn(401, 403, 404);
    }

    @Test
    @DisplayName("An activity in the topic becomes an alert in the topic; what cannot be read is counted")
    void shouldJudgeWhatComesIn() throws Exception {
        send(
                "kara",
                "{\"id\":\"e2e-1\",\"source\":\"t\",\"subject\":\"kara\",\"user\":\"kara\","
                        + "\"time\":\"2026-03-02T12:00:00Z\",\"type\":\"usb.write\",\"bytes\":150000000,\"device\":\"STICK-0001\"}");
        send("kara", "{\"id\":");

        assertThat(AlertJson.read(firstAlert()).rule()).isEqualTo("usb-mass-storage");
        String metrics = given().get("/q/metrics").asString();
        assertThat(metrics).contains("keepwatch_evaluator_records").contains("fate=\"dead\"");
        assertThat(metrics.lines()
                        .filter(line -> line.startsWith("keepwatch_evaluator_unaccounted"))
                        .map(line -> line.substring(line.lastIndexOf(' ') + 1)))
                .isNotEmpty()
                .allMatch("0.0"::equals);
    }

    @Test
    void shouldDescribeItself() {
        given().get("/q/openapi").then().statusCode(200).body(containsString("/v1/rules/status"));
    }

    private static void send(String key, String value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    Topic.ACTIVITY.topicName(),
                    key.getBytes(StandardCharsets.UTF_8),
                    value.getBytes(StandardCharsets.UTF_8));
            record.headers().add("ce_type", "io.keepwatch.activity.v1".getBytes(StandardCharsets.UTF_8));
            producer.send(record).get();
        }
    }

    private static byte[] firstAlert() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka(),
                        ConsumerConfig.GROUP_ID_CONFIG, "reader",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topic.ALERT.topicName()));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(200));
                if (!records.isEmpty()) {
                    return records.iterator().next().value();
                }
            }
        }
        throw new AssertionError("no alert within " + PATIENCE);
    }

    private static String kafka() {
        return ConfigProvider.getConfig().getValue("keepwatch.evaluator.bootstrap-servers", String.class);
    }
}
