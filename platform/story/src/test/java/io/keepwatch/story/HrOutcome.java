package io.keepwatch.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is known of people in the end, and what the outside world was told of them. Times are counted from the beginning,
 * so that two runs can be compared, but for that of a day. What is delivered again under the same key counts once, and must say the same.
 */
record HrOutcome(Map<String, OfOne> people) {
    static final String NEVER = "-";

    /** Kinds of entries of the timeline that do not depend on which of two topics was read first. */
    private static final List<String> COMPARED = List.of("hr-event", "monitoring", "task");

    /** Told where HR was read before the identity, and corrected by it. */
    private static final String CORRECTED = "departure-moved";

    /**
     * Of one person; lines in their natural order.
     *
     * @param told what HR was called back with
     */
    record OfOne(
            List<String> periods,
            String watch,
            List<String> alerts,
            List<String> cases,
            List<String> tasks,
            List<String> timeline,
            List<String> told,
            List<String> pages) {}

    OfOne of(String name) {
        return Objects.requireNonNull(people.get(name));
    }

    static HrOutcome read(RunningPlatform running, HrLives lives) {
        HrPeople people = new HrPeople(running);
        Map<String, JsonNode> callbacks = new LinkedHashMap<>();
        running.doors()
                .received("hr")
                .forEach(item -> once(callbacks, header(item, "webhook-id"), item.path("decrypted")));
        Map<String, JsonNode> pages = new LinkedHashMap<>();
        for (JsonNode item : running.doors().received("pager")) {
            JsonNode page = Json.read(item.path("body").asText());
            pages.put(
                    page.path("event_action").asText() + " "
                            + page.path("dedup_key").asText(),
                    page);
        }
        List<JsonNode> cases = running.doors().cases();
        Map<String, OfOne> all = new TreeMap<>();
        for (String name : lives.names()) {
            all.put(name, ofOne(people, lives, lives.subject(name), cases, callbacks, pages));
        }
        return new HrOutcome(all);
    }

    private static void once(Map<String, JsonNode> all, String key, JsonNode said) {
        JsonNode before = all.putIfAbsent(key, said);
        if (before != null && !before.equals(said)) {
            throw new AssertionError("said twice under one id, and not the same: " + before + " and " + said);
        }
    }

    private static OfOne ofOne(
            HrPeople people,
            HrLives lives,
            String subject,
            List<JsonNode> cases,
            Map<String, JsonNode> callbacks,
            Map<String, JsonNode> pages) {
        Function<JsonNode, String> when = time -> time.isMissingNode() || time.isNull()
                ? NEVER
                : Duration.between(lives.begin(), Instant.parse(time.asText())).toString();
        JsonNode monitoring = people.monitoring(subject);
        return new OfOne(
                lines(
                        nodes(monitoring.path("periods")),
                        period -> "%s %s to %s: %s, %d suspicions"
                                .formatted(
                                        period.path("kind").asText(),
                                        when.apply(period.path("from")),
                                        when.apply(period.path("until")),
                                        period.path("state").asText(),
                                        period.path("suspicions").asInt())),
                monitoring.path("watch").path("since").asText(NEVER),
                lines(
                        people.alerts("subject=" + subject).stream(),
                        alert -> "%s %s %d: %s"
                                .formatted(
                                        alert.path("rule").asText(),
                                        alert.path("severity").asText(),
                                        alert.path("count").asInt(),
                                        alert.path("title").asText().replace(subject, "…"))),
                lines(
                        cases.stream()
                                .filter(file -> file.path("subject").asText().equals(subject)),
                        file -> file.path("kind").asText() + " "
                                + file.path("state").asText()),
                lines(
                        Stream.concat(people.offboarding(subject).stream(), people.tasks(subject).stream()),
                        task -> "%s, %s: %s"
                                .formatted(
                                        task.path("step").asText(),
                                        task.path("owner").asText(),
                                        task.path("state").asText())),
                lines(
                        people.timeline(subject).stream()
                                .filter(item ->
                                        COMPARED.contains(item.path("kind").asText()))
                                .filter(item -> !item.path("event").asText().equals(CORRECTED)),
                        item -> item.path("kind").asText() + " "
                                + item.path("event").asText()),
                lines(
                        callbacks.values().stream()
                                .filter(said -> said.path("subject").asText().equals(subject)),
                        said -> said.path("type").asText() + " "
                                + said.path("period").path("kind").asText()),
                lines(
                        pages.values().stream().filter(page -> page.toString().contains(HrPeople.account(subject))),
                        page -> page.path("event_action").asText()));
    }

    private static Stream<JsonNode> nodes(JsonNode array) {
        List<JsonNode> nodes = new ArrayList<>();
        array.forEach(nodes::add);
        return nodes.stream();
    }

    private static List<String> lines(Stream<JsonNode> nodes, Function<JsonNode, String> line) {
        return nodes.map(line).sorted().toList();
    }

    private static String header(JsonNode received, String name) {
        return received.path("headers").properties().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue().asText())
                .findFirst()
                .orElseThrow();
    }
}
