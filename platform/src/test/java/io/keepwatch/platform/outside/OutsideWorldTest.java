package io.keepwatch.platform.outside;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutsideWorldTest {
    private static final Instant NOON = Instant.parse("2026-02-15T12:00:00Z");

    @TempDir
    Path directory;

    private @Nullable Path callbackKey;
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    @DisplayName("what is posted to a door is told with its headers, body and time, to that kind alone")
    void shouldTellWhatArrived() throws Exception {
        try (Running world = start()) {
            assertThat(post(world, "/webhook/soc?x=1", "{\"n\":1}").statusCode())
                    .isEqualTo(200);
            now.set(NOON.plusSeconds(5));
            post(world, "/pager", "wake up");

            JsonNode webhooks = received(world, "?kind=webhook");
            assertThat(webhooks).hasSize(1);
            assertThat(webhooks.get(0).path("at").asText()).isEqualTo(NOON.toString());
            assertThat(webhooks.get(0).path("path").asText()).isEqualTo("/webhook/soc?x=1");
            assertThat(webhooks.get(0).path("body").asText()).isEqualTo("{\"n\":1}");
            assertThat(webhooks.get(0).path("headers").path("X-test").asText()).isEqualTo("yes");
            assertThat(received(world, "")).hasSize(2);
            assertThat(received(world, "?since=" + NOON)).hasSize(1);
            assertThat(received(world, "?since=" + NOON.plusSeconds(5))).isEmpty();
        }
    }

    @Test
    @DisplayName("a mail arrives through SMTP, dots and encodings undone")
    void shouldTakeMail() throws Exception {
        try (Running world = start()) {
            assertThat(mail(world, "Subject: =?UTF-8?Q?P1=3A_caf=C3=A9?=\r\n\r\n..a dot\r\nend"))
                    .startsWith("250");

            JsonNode mail = received(world, "?kind=mail").get(0);
            assertThat(mail.path("path").asText()).isEqualTo("soc@example.org,ciso@example.org");
            assertThat(mail.path("headers").path("Subject").asText()).isEqualTo("P1: café");
            assertThat(mail.path("body").asText()).isEqualTo(".a dot\nend");
        }
    }

    @Test
    @DisplayName("a door fails as asked and for as long as asked, others do not")
    void shouldFailOnDemand() throws Exception {
        try (Running world = start()) {
            assertThat(post(world, "/faults", "{\"kind\":\"pager\",\"answer\":503,\"for\":\"PT2M\"}")
                            .statusCode())
                    .isEqualTo(200);
            post(world, "/faults", "{\"kind\":\"mail\",\"answer\":503,\"for\":\"PT2M\"}");

            assertThat(post(world, "/pager", "one").statusCode()).isEqualTo(503);
            assertThat(post(world, "/chat", "one").statusCode()).isEqualTo(200);
            assertThat(mail(world, "Subject: x\r\n\r\nx")).startsWith("451");
            now.set(NOON.plusSeconds(120));
            assertThat(post(world, "/pager", "two").statusCode()).isEqualTo(200);
            assertThat(mail(world, "Subject: x\r\n\r\nx")).startsWith("250");

            assertThat(received(world, "?kind=pager")).hasSize(1);
            assertThat(received(world, "?kind=mail")).hasSize(1);
        }
    }

    @Test
    @DisplayName("what arrived survives a restart, also one in the middle of a line")
    void shouldRememberOverARestart() throws Exception {
        try (Running world = start()) {
            post(world, "/chat", "before");
        }
        Files.writeString(directory.resolve("received.ndjson"), "{\"at\":\"2026-02-1", StandardOpenOption.APPEND);
        try (Running world = start()) {
            post(world, "/chat", "after");

            assertThat(received(world, "").findValuesAsText("body")).containsExactly("before", "after");
        }
        try (Running world = start()) {
            assertThat(received(world, "")).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"kind\":\"door\",\"answer\":503,\"for\":\"PT2M\"}",
                "{\"kind\":\"pager\",\"answer\":99,\"for\":\"PT2M\"}",
                "{\"kind\":\"pager\",\"answer\":503,\"for\":\"2 minutes\"}",
                "{\"kind\":\"pager\",\"answer\":503,\"for\":\"P30D\"}",
                "{\"kind\":\"pager\",\"answer\":503,\"for\":\"PT2M\",\"delay\":\"-PT1S\"}"
            })
    @DisplayName("a fault that makes no sense is refused")
    void shouldRefuseNonsense(String fault) throws Exception {
        try (Running world = start()) {
            assertThat(post(world, "/faults", fault).statusCode()).isEqualTo(400);
            assertThat(post(world, "/pager", "still whole").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/received?kind=door", "/received?since=yesterday", "/webhook", "/nothing"})
    void shouldAnswerOddQuestions(String path) throws Exception {
        try (Running world = start()) {
            assertThat(client.send(
                                    HttpRequest.newBuilder(world.uri(path)).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isIn(400, 404);
        }
    }

    @Test
    @DisplayName("S1-06: the pager takes what PagerDuty's Events API v2 takes, and refuses what it refuses")
    void shouldAnswerLikeAPager() throws Exception {
        String trigger = """
                {"routing_key":"k","event_action":"trigger","dedup_key":"a-1",
                 "payload":{"summary":"Somebody who left logged in","source":"keepwatch","severity":"critical"}}""";
        try (Running world = start()) {
            HttpResponse<String> taken = post(world, "/pager/v2/enqueue", trigger);
            assertThat(taken.statusCode()).isEqualTo(202);
            assertThat(json.readTree(taken.body()).path("dedup_key").asText()).isEqualTo("a-1");
            for (String wrong : List.of(
                    "wake up",
                    trigger.replace("\"k\"", "\"\""),
                    trigger.replace("trigger", "shout"),
                    trigger.replace("critical", "P1"),
                    trigger.replace("Somebody who left logged in", "x".repeat(1_025)))) {
                assertThat(post(world, "/pager/v2/enqueue", wrong).statusCode())
                        .as(wrong)
                        .isEqualTo(400);
            }
            assertThat(received(world, "?kind=pager")).hasSize(1);

            post(world, "/faults", "{\"kind\":\"pager\",\"answer\":503,\"for\":\"PT1M\"}");
            assertThat(post(world, "/pager/v2/enqueue", trigger).statusCode()).isEqualTo(503);
        }
    }

    private Running start() throws IOException {
        OutsideWorld world =
                new OutsideWorld(0, 0, directory.resolve("received.ndjson"), callbackKey, new Adjustable(now));
        world.start();
        return new Running(world);
    }

    private HttpResponse<String> post(Running world, String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(world.uri(path))
                        .header("X-Test", "yes")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode received(Running world, String query) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(world.uri("/received" + query)).build(), HttpResponse.BodyHandlers.ofString());
        return json.readTree(answer.body()).path("items");
    }

    /** The answer to a mail to two people. */
    private static String mail(Running world, String message) throws IOException {
        try (Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), world.world().smtpPort());
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            String answer = in.readLine();
            for (String line : List.of(
                    "HELO test",
                    "MAIL FROM:<keepwatch@localhost>",
                    "RCPT TO:<soc@example.org>",
                    "RCPT TO:<ciso@example.org>",
                    "DATA",
                    message + "\r\n.")) {
                socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
                answer = in.readLine();
            }
            return answer;
        }
    }

    private record Running(OutsideWorld world) implements AutoCloseable {
        URI uri(String path) {
            return URI.create("http://127.0.0.1:" + world.port() + path);
        }

        @Override
        public void close() throws IOException {
            world.stop();
        }
    }

    private static final class Adjustable extends Clock {
        private @Nullable Path callbackKey;
        private final AtomicReference<Instant> now;

        Adjustable(AtomicReference<Instant> now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }
}
