package io.keepwatch.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A collector: posts a file of lines in order, many lines a request, and goes on only when they are durable.
 * A request that was not answered, or answered 429 or 503, is repeated whole; that is what at-least-once asks of it.
 */
final class ActivityPoster {
    private static final int MOST_LINES_PER_REQUEST = 5_000;
    /** A paced collector sends what a second brings in a few requests. */
    private static final int REQUESTS_PER_SECOND = 4;

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);
    private static final Duration GIVE_UP_AFTER = Duration.ofMinutes(5);
    private static final Pattern ACCEPTED = Pattern.compile("\"accepted\"\\s*:\\s*(\\d+)");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI door;
    private final Supplier<String> token;
    private final int linesPerSecond;
    private final int linesPerRequest;

    /**
     * @param door the ingestion door with its query
     * @param token gives a token that is valid for some minutes from now
     * @param linesPerSecond how fast at most; after an interruption it catches up. 0: as fast as the door answers
     */
    ActivityPoster(URI door, Supplier<String> token, int linesPerSecond) {
        this.door = door;
        this.token = token;
        this.linesPerSecond = linesPerSecond;
        this.linesPerRequest = linesPerSecond == 0
                ? MOST_LINES_PER_REQUEST
                : Math.clamp(linesPerSecond / REQUESTS_PER_SECOND, 1, MOST_LINES_PER_REQUEST);
    }

    /**
     * What came of a file.
     *
     * @param accepted lines answered as accepted
     * @param repeatedRequests requests that were sent again; then a line may be in the topic twice
     */
    record Posted(long accepted, long repeatedRequests) {
        Posted plus(Posted other) {
            return new Posted(accepted + other.accepted, repeatedRequests + other.repeatedRequests);
        }
    }

    Posted post(Path file) throws IOException, InterruptedException {
        Posted total = new Posted(0, 0);
        long beganAt = System.nanoTime();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            int lines = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                int begin = 0;
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == '\n' && ++lines == linesPerRequest) {
                        body.write(buffer, begin, i + 1 - begin);
                        awaitTurn(beganAt, total.accepted());
                        total = total.plus(post(body.toByteArray(), lines));
                        body.reset();
                        lines = 0;
                        begin = i + 1;
                    }
                }
                body.write(buffer, begin, read - begin);
            }
            if (body.size() > 0) {
                total = total.plus(post(body.toByteArray(), lines));
            }
        }
        return total;
    }

    private void awaitTurn(long beganAt, long posted) throws InterruptedException {
        if (linesPerSecond > 0) {
            long due = beganAt + posted * TimeUnit.SECONDS.toNanos(1) / linesPerSecond;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        }
    }

    private Posted post(byte[] body, int lines) throws InterruptedException {
        long deadline = System.nanoTime() + GIVE_UP_AFTER.toNanos();
        long repeated = 0;
        String last = "no answer";
        while (System.nanoTime() < deadline) {
            try {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(door)
                                .timeout(ANSWER_WITHIN)
                                .header("Content-Type", "application/x-ndjson")
                                .header("Authorization", "Bearer " + token.get())
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                last = answer.statusCode() + " " + answer.body();
                if (answer.statusCode() == 202) {
                    long accepted = accepted(answer.body());
                    if (accepted != lines) {
                        throw new IllegalStateException(
                                "%d of %d lines accepted: %s".formatted(accepted, lines, answer.body()));
                    }
                    return new Posted(accepted, repeated);
                }
                if (answer.statusCode() != 429 && answer.statusCode() != 503 && answer.statusCode() != 401) {
                    throw new IllegalStateException("not accepted: " + last);
                }
            } catch (IOException e) {
                // The door is away, or went away while it answered: at-least-once means asking again.
                last = e.toString();
            }
            repeated++;
            Thread.sleep(BETWEEN_TRIES);
        }
        throw new IllegalStateException("gave up after " + GIVE_UP_AFTER.toMinutes() + " minutes: " + last);
    }

    private static long accepted(String body) {
        Matcher matcher = ACCEPTED.matcher(body);
        if (!matcher.find()) {
            throw new IllegalStateException("an answer without a count: " + body);
        }
        return Long.parseLong(matcher.group(1));
    }
}
