package io.keepwatch.story;

import com.fasterxml.jackson.databind.JsonNode;
import io.keepwatch.platform.Service;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/** What the HR loop's test says to the platform and asks of it, through its doors alone. */
final class HrPeople {
    private static final byte[] NOTHING = {};
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final RunningPlatform running;
    private int said;

    HrPeople(RunningPlatform running) {
        this.running = running;
    }

    /** A person of the test: the account is the subject's name with a prefix. */
    static String identity(String subject, String more) {
        return "{\"subject\":\"%s\",\"accounts\":[\"%s\"],\"hosts\":[\"lap-%s\"],\"timeZone\":\"Europe/Berlin\",\"manager\":\"boss\"%s}"
                .formatted(subject, account(subject), subject, more);
    }

    static String account(String subject) {
        return "acc." + subject;
    }

    /** Says something as HR, once; the answer. */
    JsonNode hr(String subject, String event, String more) {
        return again(subject + "-" + event + "-" + said++, subject, event, more);
    }

    /** Says it under this id, which may have been used before. */
    JsonNode again(String id, String subject, String event, String more) {
        return running.doors().tellHr(id, "{\"event\":\"%s\",\"subject\":\"%s\"%s}".formatted(event, subject, more));
    }

    /** Reports activities of one feed. */
    void report(String... activities) {
        Requests.Answer answer = Requests.send(
                "POST",
                url(Service.INGESTION) + "/v1/activity?source=hr-test",
                (String.join("\n", activities) + "\n").getBytes(StandardCharsets.UTF_8),
                Map.of(
                        "Authorization",
                        "Bearer " + running.token("event-writer"),
                        "Content-Type",
                        "application/x-ndjson"));
        if (answer.status() != 202 || answer.json().path("accepted").asInt() != activities.length) {
            throw new IllegalStateException(answer.status() + " " + answer.body());
        }
    }

    /** An activity of a person. */
    static String activity(String id, Instant at, String type, String subject, String attributes) {
        return "{\"id\":\"%s\",\"time\":\"%s\",\"type\":\"%s\",\"user\":\"%s\"%s}"
                .formatted(id, at, type, account(subject), attributes);
    }

    JsonNode monitoring(String subject) {
        return get(Service.CASE_MANAGEMENT, "/v1/subjects/" + subject + "/monitoring", "analyst");
    }

    /** A person's score as of an instant, with its working. */
    JsonNode risk(String subject, Instant at) {
        return get(
                Service.CASE_MANAGEMENT, "/v1/subjects/" + subject + "/risk?at=" + encoded(at.toString()), "analyst");
    }

    List<JsonNode> timeline(String subject) {
        return items(get(Service.CASE_MANAGEMENT, "/v1/subjects/" + subject + "/timeline", "analyst"));
    }

    List<JsonNode> offboarding(String subject) {
        return items(get(Service.CASE_MANAGEMENT, "/v1/offboarding?subject=" + subject, "soc-lead"));
    }

    List<JsonNode> tasks(String subject) {
        return items(get(Service.CASE_MANAGEMENT, "/v1/tasks?subject=" + subject, "soc-lead"));
    }

    List<JsonNode> alerts(String query) {
        return items(get(Service.CASE_MANAGEMENT, "/v1/alerts?" + query, "soc-lead"));
    }

    /** Hunting counts days in the zone that the question names. */
    JsonNode departure(String subject, ZoneId zone) {
        return get(Service.HUNTING, "/v1/hunt/departures/" + subject + "?zone=" + encoded(zone.getId()), "analyst");
    }

    JsonNode programme() {
        return get(Service.CASE_MANAGEMENT, "/v1/metrics/programme", "soc-lead");
    }

    /** One of the programme's metrics, by its id. */
    JsonNode metric(String id) {
        return StreamSupport.stream(programme().path("metrics").spliterator(), false)
                .filter(metric -> metric.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    Requests.Answer post(Service service, String path, String role, String body) {
        return Requests.send(
                "POST",
                url(service) + path,
                body.getBytes(StandardCharsets.UTF_8),
                Map.of("Authorization", "Bearer " + running.token(role), "Content-Type", "application/json"));
    }

    /** What HR was called back with of a person: {@code monitoring.confirmed}, {@code …suspicion}, {@code …all-clear}. */
    List<JsonNode> toldHr(String subject) {
        return running.doors().received("hr").stream()
                .map(item -> item.path("decrypted"))
                .filter(body -> body.path("subject").asText().equals(subject))
                .toList();
    }

    boolean toldHr(String subject, String type) {
        return toldHr(subject).stream()
                .anyMatch(body -> body.path("type").asText().equals(type));
    }

    /** What went to the outside world by a channel and speaks of that account. */
    List<JsonNode> told(String kind, String subject) {
        return running.doors().received(kind).stream()
                .filter(item -> item.toString().contains(account(subject)))
                .toList();
    }

    /** What was said to the pager about a person's alerts of people who left, in order: {@code trigger}, {@code resolve}. */
    List<String> pages(String subject) {
        List<String> keys = alerts("rule=ex-employee-activity&subject=" + subject).stream()
                .map(alert -> alert.path("id").asText())
                .toList();
        return running.doors().received("pager").stream()
                .map(item -> Json.read(item.path("body").asText()))
                .filter(page -> keys.contains(page.path("dedup_key").asText()))
                .map(page -> page.path("event_action").asText())
                .toList();
    }

    private JsonNode get(Service service, String path, String role) {
        Requests.Answer answer = Requests.send(
                "GET", url(service) + path, NOTHING, Map.of("Authorization", "Bearer " + running.token(role)));
        if (answer.status() != 200) {
            throw new IllegalStateException(path + ": " + answer.status() + " " + answer.body());
        }
        return answer.json();
    }

    private String url(Service service) {
        return running.platform().url(service);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static List<JsonNode> items(JsonNode answer) {
        return StreamSupport.stream(answer.path("items").spliterator(), false).toList();
    }

    /** Asks until there is an answer. */
    static <T> T await(String what, Supplier<Optional<T>> question) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<String> mishaps = new ArrayList<>();
        while (System.nanoTime() < deadline) {
            try {
                Optional<T> answer = question.get();
                if (answer.isPresent()) {
                    return answer.get();
                }
            } catch (IllegalStateException e) {
                mishaps.add(e.getMessage());
            }
            Doors.pause(LOOK_EVERY);
        }
        throw new AssertionError("within " + PATIENCE.toSeconds() + " s: " + what + " did not come"
                + (mishaps.isEmpty() ? "" : "; last: " + mishaps.getLast()));
    }

    static void awaitTrue(String what, Supplier<Boolean> question) {
        await(what, () -> question.get() ? Optional.of(true) : Optional.empty());
    }
}
