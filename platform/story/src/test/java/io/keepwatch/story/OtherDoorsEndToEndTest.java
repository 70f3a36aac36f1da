package io.keepwatch.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.platform.Service;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Bad input at the other doors: the documented answer, never a 500")
class OtherDoorsEndToEndTest {
    private final RunningPlatform running = RunningPlatform.shared();

    @Test
    @DisplayName("identities: a bad line is rejected, an account of somebody else's names the first, the others apply")
    void shouldRejectBadIdentities() {
        String good = "{\"subject\":\"T1\",\"accounts\":[\"t-one\"],\"timeZone\":\"UTC\"}";

        Requests.Answer answer = Requests.send(
                "PUT",
                running.platform().url(Service.INGESTION) + "/v1/identities",
                bytes(
                        good
                                + "\nnonsense\n{\"subject\":\"T2\",\"accounts\":[\"t-one\"]}\n{\"subject\":\"T3\",\"timeZone\":\"Mars/Olympus\"}\n"),
                Map.of(
                        "Authorization",
                        "Bearer " + running.token("identity-writer"),
                        "Content-Type",
                        "application/x-ndjson"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
        assertThat(answer.json().path("rejectedCount").asInt()).isEqualTo(3);
        assertThat(answer.json().path("rejected")).anySatisfy(rejected -> {
            assertThat(rejected.path("line").asInt()).isEqualTo(3);
            assertThat(rejected.path("reason").asText()).contains("T1");
        });
    }

    @Test
    @DisplayName("H02: an HR event with a bad signature, an old timestamp, no JSON: refused with a problem detail")
    void shouldRefuseBadHrEvents() {
        String body = "{\"event\":\"resignation\",\"subject\":\"T1\",\"occurred\":\"" + Instant.now() + "\"}";
        long now = Instant.now().getEpochSecond();

        assertThat(hr("bad-1", now, body, body + " ").status()).isEqualTo(401);
        assertThat(hr("bad-2", now - 301, body, body).status()).isEqualTo(401);
        assertThat(hr("bad-3", now, "nonsense", "nonsense").status()).isEqualTo(400);
        assertThat(hr("bad-4", now, "{\"event\":\"resignation\"}", "{\"event\":\"resignation\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("queries nobody can answer: 400 with every violation; ids that do not exist: 404")
    void shouldRefuseBadQueries() {
        String cases = running.platform().url(Service.CASE_MANAGEMENT);
        Map<String, String> lead = Map.of("Authorization", "Bearer " + running.token("soc-lead"));
        for (String query : new String[] {
            "/v1/alerts?severity=P9",
            "/v1/alerts?from=yesterday",
            "/v1/alerts?cursor=%00",
            "/v1/alerts?limit=many",
            "/v1/alerts?order=sideways",
            "/v1/cases?state=asleep",
            "/v1/cases?cursor=nonsense"
        }) {
            assertThat(Requests.send("GET", cases + query, new byte[0], lead).status())
                    .as(query)
                    .isEqualTo(400);
        }
        for (String path : new String[] {
            "/v1/cases/nonsense", "/v1/cases/00000000-0000-0000-0000-000000000000", "/v1/alerts/nonsense"
        }) {
            assertThat(Requests.send("GET", cases + path, new byte[0], lead).status())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    private Requests.Answer hr(String id, long timestamp, String body, String signed) {
        return Requests.send(
                "POST",
                running.platform().url(Service.NOTIFICATION) + "/v1/hr/events",
                bytes(body),
                Map.of(
                        "Authorization",
                        "Bearer " + running.token("hr-notifier"),
                        "Content-Type",
                        "application/json",
                        "webhook-id",
                        id,
                        "webhook-timestamp",
                        Long.toString(timestamp),
                        "webhook-signature",
                        Signature.of(running.platform().hrWebhookSecret(), id, Long.toString(timestamp), signed)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
