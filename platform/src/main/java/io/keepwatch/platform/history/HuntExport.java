package io.keepwatch.platform.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * {@code GET /v1/hunt/export} of a stretch of time. Used by one thread.
 *
 * <p>What the service leaves out is never taken for what is not there: an answer that a limit cut, that broke off or that
 * has another number of lines than it said is no answer.
 */
final class HuntExport {
    private static final String FOUND = "Keepwatch-Found";
    private static final String WRITTEN = "Keepwatch-Written";
    private static final int OK = 200;
    private static final int TOO_LONG_OR_LARGE = 422;
    private static final int BUSY = 429;
    private static final int AWAY = 503;
    /** Until the first byte; a service counts before it writes. */
    private static final Duration TO_COUNT = Duration.ofMinutes(31);

    private static final Duration TO_CONNECT = Duration.ofSeconds(2);
    private static final int BUFFER = 1 << 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TO_CONNECT)
            .build();
    private final String hunting;
    private final HistoryFetch.Tokens tokens;
    private final Duration patience;
    private final Progress progress;

    /** Told while lines arrive. */
    interface Progress {
        void arrived(Stretch stretch, long lines, long all);
    }

    /** What became of a request. */
    sealed interface Outcome {
        /** The file has all of it. */
        record Whole(long activities) implements Outcome {}

        /** The service does not give so much at once; less may do. */
        record TooMuch(String why) implements Outcome {}
    }

    /** @param patience how long a service is asked again that is busy or away for a moment */
    HuntExport(String hunting, HistoryFetch.Tokens tokens, Duration patience, Progress progress) {
        this.hunting = hunting;
        this.tokens = tokens;
        this.patience = patience;
        this.progress = progress;
    }

    /** @throws IOException with one sentence if there is no answer */
    Outcome fetch(Stretch stretch, Path file) throws IOException, InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            HttpResponse<InputStream> answer = send(stretch);
            try (InputStream body = answer.body()) {
                int status = answer.statusCode();
                if (status == OK) {
                    return receive(stretch, answer, body, file);
                }
                if (status == TOO_LONG_OR_LARGE) {
                    return new Outcome.TooMuch(reason(body));
                }
                if (status != BUSY && status != AWAY || System.nanoTime() > until) {
                    throw new IOException("The hunting service gives no export of %s: %d, %s"
                            .formatted(stretch, status, reason(body)));
                }
            }
            Thread.sleep(Duration.ofSeconds(
                    answer.headers().firstValueAsLong("Retry-After").orElse(1)));
        }
    }

    private HttpResponse<InputStream> send(Stretch stretch) throws IOException, InterruptedException {
        String query = "format=ndjson&from=" + encoded(stretch.from()) + "&to=" + encoded(stretch.to());
        HttpRequest request = HttpRequest.newBuilder(URI.create(hunting + "/v1/hunt/export?" + query))
                .header("Authorization", "Bearer " + tokens.token())
                .timeout(TO_COUNT)
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (ConnectException e) {
            throw new IOException("The hunting service does not answer at " + hunting + "; is the platform up?", e);
        } catch (IOException e) {
            throw new IOException("The hunting service at " + hunting + " did not answer: " + e.getMessage(), e);
        }
    }

    private Outcome receive(Stretch stretch, HttpResponse<InputStream> answer, InputStream body, Path file)
            throws IOException {
        long found = number(answer, FOUND);
        long written = number(answer, WRITTEN);
        if (written != found) {
            return new Outcome.TooMuch("%,d activities, of which it gives %,d at once".formatted(found, written));
        }
        long lines = 0;
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                int read;
                try {
                    read = body.read(buffer);
                } catch (IOException e) {
                    return new Outcome.TooMuch(
                            "the answer broke off after %,d of %,d activities".formatted(lines, found));
                }
                if (read < 0) {
                    break;
                }
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == '\n') {
                        lines++;
                    }
                }
                out.write(buffer, 0, read);
                progress.arrived(stretch, lines, found);
            }
        }
        if (lines != found) {
            throw new IOException(
                    "The export of %s has %,d activities, but should have %,d".formatted(stretch, lines, found));
        }
        return new Outcome.Whole(found);
    }

    private long number(HttpResponse<InputStream> answer, String header) throws IOException {
        try {
            return answer.headers()
                    .firstValueAsLong(header)
                    .orElseThrow(() -> new IOException(hunting + " does not say how much it exports (" + header + ")"));
        } catch (NumberFormatException e) {
            throw new IOException(hunting + " does not say how much it exports (" + header + ")", e);
        }
    }

    /** What a problem detail says, for people. */
    private static String reason(InputStream body) throws IOException {
        String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        if (!text.startsWith("{")) {
            return "without a reason";
        }
        JsonNode problem = JSON.readTree(text);
        String detail = problem.path("detail").asText("");
        return problem.path("title").asText("without a reason") + (detail.isEmpty() ? "" : " (" + detail + ")");
    }

    private static String encoded(Object text) {
        return URLEncoder.encode(text.toString(), StandardCharsets.UTF_8);
    }
}
