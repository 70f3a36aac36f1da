package io.keepwatch.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keepwatch.platform.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Rules change in the watched directory of the running platform")
class RuleDeliveryEndToEndTest {
    private static final byte[] NOTHING = {};
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final String USB_RULE = "usb-mass-storage";
    private static final String USB = "catalogue/siem/usb-mass-storage/rule.drl";

    private final RunningPlatform running = RunningPlatform.shared();
    private final Path rules = running.home().resolve("rules");
    private final Map<Path, byte[]> before = new HashMap<>();

    /** What was changed is put back, and judges again, before anybody else looks. */
    @AfterEach
    void putBack() throws IOException {
        for (Map.Entry<Path, byte[]> file : before.entrySet()) {
            if (file.getValue().length == 0) {
                Files.delete(file.getKey());
            } else {
                Files.write(file.getKey(), file.getValue());
            }
        }
        reload();
        awaitStatus(status -> status.at("/lastLoad/ok").asBoolean());
    }

    private void write(String name, String text) throws IOException {
        Path file = rules.resolve(name);
        before.putIfAbsent(file, Files.exists(file) ? Files.readAllBytes(file) : NOTHING);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void edit(String name, String text, String other) throws IOException {
        String content = Files.readString(rules.resolve(name));
        assertThat(content).contains(text);
        write(name, content.replace(text, other));
    }

    /** The condition and the cases that pin it are one change; a set whose cases contradict it is refused. */
    private void threshold(int megabytes) throws IOException {
        write("catalogue/siem/usb-mass-storage/cases.yaml", """
                cases:
                  - name: one byte more
                    kind: firing
                    activities:
                      - {time: "2026-03-02T09:00:00Z", type: usb.write, user: kara, device: d, bytes: %1$d_000_001}
                    alerts:
                      - {count: 1}
                  - name: exactly that much
                    kind: just-below
                    activities:
                      - {time: "2026-03-02T09:00:00Z", type: usb.write, user: kara, device: d, bytes: %1$d_000_000}
                  - name: a little
                    kind: benign
                    activities:
                      - {time: "2026-03-02T09:00:00Z", type: usb.write, user: kara, device: d, bytes: 1_000_000}
                """.formatted(megabytes));
        write(USB, """
                rule "usb-mass-storage"
                when
                    UsbWrite( written > %d * MB )
                then
                    raise.alert();
                end
                """.formatted(megabytes));
    }

    @Test
    @DisplayName(
            "an edited threshold judges within seconds; a broken rule changes nothing and is named; mended it judges")
    void shouldFollowTheDirectory() throws IOException {
        String first = digest();
        String quiet = writes(60);
        threshold(50);

        JsonNode changed = awaitStatus(status -> !status.path("digest").asText().equals(first));
        String loud = writes(60);
        JsonNode alert = awaitAlert(loud, USB_RULE, "live");
        assertThat(alert.path("rule").asText()).isEqualTo("usb-mass-storage");
        assertThat(alert.path("ruleSet").asText())
                .isEqualTo(changed.path("digest").asText());

        edit(USB, "written > 50 * MB", "writen > 50 * MB");
        JsonNode refused = awaitStatus(status -> !status.at("/lastLoad/ok").asBoolean());
        assertThat(refused.path("digest")).isEqualTo(changed.path("digest"));
        assertThat(refused.at("/lastLoad/problems")).anySatisfy(problem -> {
            assertThat(problem.path("rule").asText()).isEqualTo("usb-mass-storage");
            assertThat(problem.path("file").asText()).isEqualTo(USB);
            assertThat(problem.path("line").asInt()).isPositive();
            assertThat(problem.path("reason").asText()).contains("writen");
        });
        awaitAlert(writes(60), USB_RULE, "live");

        threshold(70);
        awaitStatus(status ->
                status.at("/lastLoad/ok").asBoolean() && !status.path("digest").equals(changed.path("digest")));
        String again = writes(60);
        awaitAlert(writes(80), USB_RULE, "live");
        assertThat(alerts(again, USB_RULE, "live")).isEmpty();
        assertThat(alerts(quiet, USB_RULE, "live")).isEmpty();
    }

    @Test
    @DisplayName("a new rule with a new kind of window is data: in shadow it is recorded and nobody is told")
    void shouldTakeANewRuleWithANewWindow() throws IOException {
        String first = digest();
        write("catalogue/siem/many-printers/rule.yaml", """
                id: many-printers
                title: "{account} printed on many printers"
                description: {why: Somebody tries printers., next: [Look at the printers.]}
                severity: P2
                techniques: [T1052]
                status: shadow
                windows:
                  printers: {of: print.job, distinct: printer, over: 7m}
                grouping: {per: day}
                falsePositives: [IT]
                blindSpots: [printers at home]
                """);
        write("catalogue/siem/many-printers/rule.drl", """
                rule "many-printers"
                when
                    PrintJob( printers > 2 )
                then
                    raise.alert();
                end
                """);
        awaitStatus(status -> !status.path("digest").asText().equals(first));

        String person = person();
        Instant now = Instant.now();
        for (int i = 0; i < 3; i++) {
            post(person, now.minusSeconds(60 - i), "print.job", ",\"printer\":\"p-" + i + "\",\"pages\":1");
        }

        assertThat(awaitAlert(person, "many-printers", "shadow").path("rule").asText())
                .isEqualTo("many-printers");
        assertThat(alerts(person, "many-printers", "live")).isEmpty();
        JsonNode summary = ask(
                        "GET",
                        Service.CASE_MANAGEMENT,
                        "/v1/alerts/summary?mode=shadow&rule=many-printers",
                        "analyst",
                        NOTHING)
                .json();
        assertThat(summary.at("/items/0/people").asInt()).isPositive();
    }

    @Test
    @DisplayName("what is snoozed is held back by the evaluator and counted; ended, it is reported again")
    void shouldSnooze() {
        String person = writes(150);
        String alert = awaitAlert(person, USB_RULE, "live").path("id").asText();
        String until = Instant.now().plus(Duration.ofDays(2)).toString();
        Requests.Answer snoozed = ask(
                "POST",
                Service.CASE_MANAGEMENT,
                "/v1/alerts/" + alert + "/snooze",
                "analyst",
                ("{\"until\":\"" + until + "\",\"reason\":\"agreed\"}").getBytes(StandardCharsets.UTF_8));
        assertThat(snoozed.status()).isEqualTo(200);
        String id = snoozed.json().path("id").asText();

        // The list travels by its own topic: until it is there, more of the same still counts on the alert.
        awaitStatus(status -> {
            post(person, Instant.now(), "usb.write", ",\"bytes\":150000000,\"device\":\"d-1\"");
            return status.path("snoozes").findValuesAsText("id").contains(id);
        });
        long held = awaitAlert(person, USB_RULE, "live").path("count").asLong();

        assertThat(ask("DELETE", Service.CASE_MANAGEMENT, "/v1/alerts/" + alert + "/snooze", "analyst", NOTHING)
                        .status())
                .isEqualTo(204);
        await(() -> {
            post(person, Instant.now(), "usb.write", ",\"bytes\":150000000,\"device\":\"d-1\"");
            return alerts(person, USB_RULE, "live").getFirst().path("count").asLong() > held;
        });
    }

    @Test
    @DisplayName("whoever may looks at once, and is told what came of it")
    void shouldReloadOnDemand() throws IOException {
        assertThat(reload().path("ok").asBoolean()).isTrue();

        edit(USB, "raise.alert();", "System.exit( 1 );");

        JsonNode refused = reload();
        assertThat(refused.path("ok").asBoolean()).isFalse();
        assertThat(refused.at("/problems/0/file").asText()).isEqualTo(USB);
    }

    private static String person() {
        return "delivery-" + UUID.randomUUID();
    }

    /** Somebody nobody knows writes so many megabytes to a device. */
    private String writes(int megabytes) {
        String person = person();
        post(person, Instant.now(), "usb.write", ",\"bytes\":" + megabytes + "000000,\"device\":\"d-1\"");
        return person;
    }

    private void post(String person, Instant time, String type, String more) {
        String line = "{\"id\":\"%s\",\"time\":\"%s\",\"type\":\"%s\",\"user\":\"%s\"%s}\n"
                .formatted(UUID.randomUUID(), time, type, person, more);
        Requests.Answer answer = Requests.send(
                "POST",
                running.platform().url(Service.INGESTION) + "/v1/activity?source=delivery",
                line.getBytes(StandardCharsets.UTF_8),
                Map.of(
                        "Authorization",
                        "Bearer " + running.token("event-writer"),
                        "Content-Type",
                        "application/x-ndjson"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().path("accepted").asInt()).as(answer.body()).isEqualTo(1);
    }

    private JsonNode reload() {
        return ask("POST", Service.RULE_EVALUATOR, "/v1/rules/reload", "rule-admin", NOTHING)
                .json();
    }

    private String digest() {
        return status().path("digest").asText();
    }

    private JsonNode status() {
        return ask("GET", Service.RULE_EVALUATOR, "/v1/rules/status", "analyst", NOTHING)
                .json()
                .at("/instances/0");
    }

    private JsonNode awaitStatus(Predicate<JsonNode> wanted) {
        JsonNode[] last = new JsonNode[1];
        await(() -> {
            last[0] = status();
            return wanted.test(last[0]);
        });
        return last[0];
    }

    private JsonNode awaitAlert(String person, String rule, String mode) {
        await(() -> !alerts(person, rule, mode).isEmpty());
        return alerts(person, rule, mode).getFirst();
    }

    private List<JsonNode> alerts(String person, String rule, String mode) {
        JsonNode page = ask(
                        "GET",
                        Service.CASE_MANAGEMENT,
                        "/v1/alerts?mode=" + mode + "&rule=" + rule + "&subject=account:delivery/" + person,
                        "soc-lead",
                        NOTHING)
                .json();
        return page.path("items").valueStream().toList();
    }

    private Requests.Answer ask(String method, Service service, String path, String role, byte[] body) {
        return Requests.send(
                method,
                running.platform().url(service) + path,
                body,
                Map.of("Authorization", "Bearer " + running.token(role), "Content-Type", "application/json"));
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("it did not come true in time").isLessThan(deadline);
            Doors.pause(BETWEEN_LOOKS);
        }
    }
}
