package io.keepwatch.notification.hr;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.keepwatch.notification.TestKeys;
import io.keepwatch.notification.TestPlatform;
import io.keepwatch.notification.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clients of docs/hr-integration.md, as they stand there, against the running door. */
@QuarkusTest
@WithTestResource(TestPlatform.class)
class IntegrationGuideTest {
    private static final Path GUIDE = Path.of("../../docs/hr-integration.md");
    private static final int MINUTES = 2;

    @TempDir
    Path folder;

    private @Nullable HttpServer tokens;

    @BeforeEach
    void open() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] token = ("{\"access_token\":\"" + Tokens.of("hr-notifier") + "\",\"token_type\":\"Bearer\"}")
                .getBytes(StandardCharsets.UTF_8);
        server.createContext("/token", exchange -> {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean known = form.contains("client_id=hris") && form.contains("client_secret=s3cret");
            exchange.sendResponseHeaders(known ? 200 : 401, token.length);
            exchange.getResponseBody().write(token);
            exchange.close();
        });
        server.start();
        tokens = server;
        Files.writeString(
                folder.resolve("hris.json"), client(server.getAddress().getPort()));
        Files.writeString(folder.resolve("event.json"), Hris.resignation(Hris.somebody(), Instant.now()));
    }

    @AfterEach
    void close() {
        Objects.requireNonNull(tokens).stop(0);
    }

    @Test
    @DisplayName(
            "S2-100 H01: the Java client of the guide signs, encrypts and is understood; twice under one id is once")
    void shouldUnderstandTheJavaClient() throws Exception {
        Files.writeString(folder.resolve("HrClient.java"), snippet("java"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        String first = run(java, "HrClient.java", "hris.json", "event.json", "msg_guide_1");
        String again = run(java, "HrClient.java", "hris.json", "event.json", "msg_guide_1");

        assertThat(first).startsWith("202 {\"receipt\":\"hr-").contains("enhanced");
        assertThat(again).isEqualTo(first);
    }

    @Test
    @DisplayName("S2-100: the shell client of the guide signs and is understood where plain JSON is allowed")
    void shouldUnderstandTheShellClient() throws Exception {
        Files.writeString(folder.resolve("hr-event.sh"), snippet("shell"));

        String answer = run("env", "HRIS=hris.json", "sh", "hr-event.sh", "event.json");

        assertThat(JsonPath.from(answer).getString("monitoring.kind")).isEqualTo("enhanced");
    }

    @Test
    @DisplayName("S2-094…S2-099: the guide has every event")
    void shouldHaveEveryEvent() throws Exception {
        String guide = Files.readString(GUIDE);

        for (HrEventName event : HrEventName.values()) {
            assertThat(guide).contains("| `" + event.wireName() + "` |");
        }
    }

    /** As the local platform writes it, one member a line. */
    private static String client(int tokenPort) {
        String url = RestAssured.baseURI + ":" + RestAssured.port + "/v1/hr/events";
        String token = "http://localhost:" + tokenPort + "/token";
        return """
                {
                  "clientId" : "hris",
                  "clientSecret" : "s3cret",
                  "signingKey" : %s,
                  "tokenUrl" : "%s",
                  "url" : "%s",
                  "webhookSecret" : "%s"
                }
                """.formatted(
                        TestKeys.key(TestKeys.SIGNING).toJson(OutputControlLevel.INCLUDE_PRIVATE),
                        token,
                        url,
                        TestPlatform.HR_SECRET);
    }

    private static String snippet(String language) throws IOException {
        String guide = Files.readString(GUIDE);
        String fence = "```" + language + "\n";
        int begin = guide.indexOf(fence) + fence.length();
        return guide.substring(begin, guide.indexOf("```", begin));
    }

    private String run(String... command) throws Exception {
        Process process = new ProcessBuilder(List.of(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said.strip();
    }
}
