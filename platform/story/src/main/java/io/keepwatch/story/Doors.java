package io.keepwatch.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The platform's public doors, as anybody outside uses them: HTTP, a token, and for HR a signature. */
final class Doors {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final int MOST_TRIES = 20;
    private static final String NDJSON = "application/x-ndjson";

    private final Addresses addresses;
    private final Function<String, String> tokens;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** @param tokens a fresh token of a demo account that has the given role */
    Doors(Addresses addresses, Function<String, String> tokens) {
        this.addresses = addresses;
        this.tokens = tokens;
    }

    /**
     * Where the doors are.
     *
     * @param hrSecret signs what HR says, {@code whsec_…}
     * @param webhookSecret signs what the platform says to others
     */
    record Addresses(
            String ingestion,
            String cases,
            String notification,
            String hunting,
            String outsideWorld,
            String hrSecret,
            String webhookSecret) {}

    /** What became of the lines of a request. */
    record Receipt(long accepted, long rejected, List<String> reasons) {
        static Receipt of(JsonNode answer) {
            List<String> reasons = new ArrayList<>();
            answer.path("rejected")
                    .forEach(line -> reasons.add(line.path("line").asText() + ": "
                            + line.path("reason").asText()));
            return new Receipt(
                    answer.path("accepted").asLong(),
                    answer.path("rejectedCount").asLong(reasons.size()),
                    List.copyOf(reasons));
        }
    }

    Receipt putIdentities(List<String> lines) {
        HttpResponse<String> answer = send(
                "identity-writer",
                request(addresses.ingestion() + "/v1/identities")
                        .header("Content-Type", NDJSON)
                        .PUT(body(String.join("\n", lines) + "\n")));
        return Receipt.of(expect(answer, OK, ACCEPTED));
    }

    Receipt post(Story.Delivery delivery) {
        String format = delivery.format().parameter();
        String query = "?source=" + encoded(delivery.feed()) + (format.isEmpty() ? "" : "&format=" + format);
        HttpResponse<String> answer = send(
                "event-writer",
                request(addresses.ingestion() + "/v1/activity" + query)
                        .header("Content-Type", format.isEmpty() ? NDJSON : "text/plain")
                        .POST(body(delivery.body())));
        return Receipt.of(expect(answer, ACCEPTED));
    }

    /** Delivers what HR says, signed as Standard Webhooks; the same id again is the same delivery. */
    JsonNode tellHr(String id, String body) {
        String now = Long.toString(Instant.now().getEpochSecond());
        HttpResponse<String> answer = send(
                "hr-notifier",
                request(addresses.notification() + "/v1/hr/events")
                        .header("Content-Type", "application/json")
                        .header("webhook-id", id)
                        .header("webhook-timestamp", now)
                        .header("webhook-signature", Signature.of(addresses.hrSecret(), id, now, body))
                        .POST(body(body)));
        return expect(answer, ACCEPTED);
    }

    List<JsonNode> alerts() {
        return all(addresses.cases() + "/v1/alerts?limit=200");
    }

    List<JsonNode> cases() {
        return all(addresses.cases() + "/v1/cases?limit=200");
    }

    /** What somebody left running, as of now. */
    JsonNode leftRunning(String subject) {
        return expect(
                send(
                        "analyst",
                        request(addresses.hunting() + "/v1/hunt/left-open/" + encoded(subject))
                                .GET()),
                OK);
    }

    /** What arrived in the outside world, newest last. */
    List<JsonNode> received(String kind) {
        HttpResponse<String> answer = sendOnce(
                request(addresses.outsideWorld() + "/received?kind=" + kind).build());
        return items(expect(answer, OK));
    }

    /** Whether what arrived as a webhook was signed by the platform. */
    boolean proves(String signatures, String id, String timestamp, String body) {
        return Signature.proves(signatures, addresses.webhookSecret(), id, timestamp, body);
    }

    private List<JsonNode> all(String url) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            String page = cursor.isEmpty() ? url : url + "&cursor=" + encoded(cursor);
            JsonNode answer = expect(send("soc-lead", request(page).GET()), OK);
            items.addAll(items(answer));
            cursor = answer.path("nextCursor").asText("");
        } while (!cursor.isEmpty() && !cursor.equals("null"));
        return items;
    }

    private static List<JsonNode> items(JsonNode answer) {
        List<JsonNode> items = new ArrayList<>();
        answer.path("items").forEach(items::add);
        return items;
    }

    /** Sends with a token of that role; waits and tries again where the door says that it has too much to do. */
    private HttpResponse<String> send(String role, HttpRequest.Builder request) {
        HttpResponse<String> answer = sendOnce(authorised(role, request));
        for (int tries = 1; tries < MOST_TRIES && isWorthAnotherTry(answer.statusCode()); tries++) {
            pause(Duration.ofSeconds(
                    answer.headers().firstValueAsLong("Retry-After").orElse(1)));
            answer = sendOnce(authorised(role, request));
        }
        return answer;
    }

    private HttpRequest authorised(String role, HttpRequest.Builder request) {
        return request.setHeader("Authorization", "Bearer " + tokens.apply(role))
                .build();
    }

    private static boolean isWorthAnotherTry(int status) {
        return status == TOO_MANY || status == UNAVAILABLE;
    }

    private HttpResponse<String> sendOnce(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static JsonNode expect(HttpResponse<String> answer, int... statuses) {
        for (int status : statuses) {
            if (answer.statusCode() == status) {
                return Json.read(answer.body());
            }
        }
        throw new UnexpectedAnswerException(answer.request().method() + " "
                + answer.request().uri() + " was answered " + answer.statusCode() + ": " + answer.body());
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
    }

    private static HttpRequest.BodyPublisher body(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A door answered what it should not have. */
    static final class UnexpectedAnswerException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnexpectedAnswerException(String message) {
            super(message);
        }
    }
}
