package io.keepwatch.evaluator.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the real process beside it that tries sets. */
@QuarkusTest
@QuarkusTestResource(RealBrokerWithRules.class)
@DisplayName("The service with a watched rules directory: edits judge, mistakes change nothing and are named")
class RulesReloadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String USB = "catalogue/siem/usb-mass-storage/rule.drl";
    private static final String RULE =
            "rule \"usb-mass-storage\"\nwhen\n    UsbWrite( %s )\nthen\n    raise.alert();\nend\n";

    @BeforeEach
    void awaitReady() {
        await("ready", () -> given().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    @DisplayName("edit, break, mend: the status follows, the metrics too")
    void shouldFollowTheDirectory() throws IOException {
        String first = digest();
        write("written > 90 * MB");
        await("the edit judges", () -> !digest().equals(first));
        String second = digest();
        status().body("lastLoad.ok", equalTo(true)).body("lastLoad.digest", equalTo(second));

        write("flown > 90 * MB");
        await("the mistake is named", () -> !ok());
        status().body("digest", equalTo(second))
                .body("lastLoad.content", notNullValue())
                .body("lastLoad.digest", nullValue())
                .body("lastLoad.problems.size()", equalTo(1))
                .body("lastLoad.problems[0].rule", equalTo("usb-mass-storage"))
                .body("lastLoad.problems[0].file", equalTo(USB))
                .body("lastLoad.problems[0].line", equalTo(3));
        String broken = given().get("/q/metrics").asString();
        assertThat(broken).contains("keepwatch_rules_last_reload_successful 0.0");
        assertThat(broken).containsPattern("keepwatch_rules_info\\{[^}]*digest=\"" + second + "\"[^}]*} 1");

        write("written > 95 * MB");
        await("mended", RulesReloadTest::ok);
        status().body("digest", not(equalTo(second)));
        assertThat(given().get("/q/metrics").asString()).contains("keepwatch_rules_last_reload_successful 1.0");
    }

    @Test
    @DisplayName("POST /v1/rules/reload looks at once and answers what came of it")
    void shouldReloadWhenAsked() throws IOException {
        reload().body("ok", equalTo(true));
        reload().body("ok", equalTo(true)).body("changed", equalTo(false)).body("digest", equalTo(digest()));
        write("written > 200 * MB");

        reload().body("ok", equalTo(false))
                .body("changed", equalTo(false))
                .body("digest", nullValue())
                .body("problems.file", everyItem(equalTo("catalogue/siem/usb-mass-storage/cases.yaml")))
                .body("problems.line", everyItem(notNullValue()));

        write("written > 100 * MB");
        reload().body("ok", equalTo(true)).body("digest", equalTo(digest()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"analyst", "soc-lead", "auditor", "event-writer"})
    void shouldLetOnlyRuleAdminsReload(String role) {
        given().auth().oauth2(Tokens.of(role)).post("/v1/rules/reload").then().statusCode(403);
        given().post("/v1/rules/reload").then().statusCode(401);
        given().auth().oauth2(Tokens.foreign()).post("/v1/rules/reload").then().statusCode(401);
    }

    @Test
    @DisplayName("the status says which windows are learning, what is quarantined, and how the trying process is")
    void shouldSayWhatIsLearning() {
        await(
                "partitions are judged",
                () -> status().extract().path("instances[0].learning.size()").equals(5));
        status().body("learning.rules.flatten()", hasItem("cloud-upload-spike"))
                .body("learning.window", hasItem("usb.write: sum bytes by device over PT24H"))
                .body("learning.since", everyItem(notNullValue()))
                .body("learning.until", everyItem(notNullValue()))
                .body("quarantined.size()", equalTo(0))
                .body("candidate", notNullValue());
    }

    private static ValidatableResponse status() {
        return given().auth()
                .oauth2(Tokens.of("auditor"))
                .get("/v1/rules/status")
                .then()
                .statusCode(200)
                .rootPath("instances[0]");
    }

    private static String digest() {
        return status().extract().path("instances[0].digest");
    }

    private static boolean ok() {
        return status().extract().path("instances[0].lastLoad.ok");
    }

    private static ValidatableResponse reload() {
        return given().auth()
                .oauth2(Tokens.of("rule-admin"))
                .post("/v1/rules/reload")
                .then()
                .statusCode(200);
    }

    /** In one step, as a checkout would. */
    private static void write(String condition) throws IOException {
        Path rules = Path.of(ConfigProvider.getConfig().getValue("keepwatch.rules.dir", String.class));
        Path beside = rules.resolve(".edited");
        Files.writeString(beside, RULE.formatted(condition));
        Files.move(beside, rules.resolve(USB), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }
}
