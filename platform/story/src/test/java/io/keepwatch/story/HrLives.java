package io.keepwatch.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * What HR says of a handful of people and what they do meanwhile. One person's steps keep their order; whose step is next
 * is drawn. HR says everything twice, and a step whose door does not answer is tried until it does.
 */
final class HrLives {
    /** The periods that end while it is looked at end so long after the beginning. */
    static final Duration ENDING = Duration.ofSeconds(30);

    private static final Duration PERIOD = Duration.ofDays(14);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Periods that end in the same second; they are said first, before anything is disturbed. */
    static final List<String> PEACEFUL = List.of("peace-1", "peace-2", "peace-3", "peace-4");

    private static final List<String> OTHERS =
            List.of("suspect", "stays", "twice", "listed", "left", "back", "moves", "contractor");

    /** Enough that each partition of the topics has some of them. */
    private static final int LAST = 12;

    private final HrPeople people;
    private final RunningPlatform running;
    private final String prefix;
    private Instant begin = Instant.EPOCH;
    private final Map<String, JsonNode> answers = new HashMap<>();

    HrLives(RunningPlatform running, String prefix) {
        this.running = running;
        this.people = new HrPeople(running);
        this.prefix = prefix;
    }

    List<String> names() {
        List<String> names = new ArrayList<>(PEACEFUL);
        names.addAll(OTHERS);
        return names;
    }

    String subject(String name) {
        return prefix + "-" + name;
    }

    /** What the times of everything that is said and done hang on. */
    Instant begin() {
        return begin;
    }

    /** Whoever is to be known is known, and the periods that are to end in peace have begun. */
    void prepare() {
        List<String> identities = names().stream()
                .map(name -> HrPeople.identity(subject(name), ""))
                .toList();
        assertThat(running.doors().putIdentities(identities).accepted()).isEqualTo(identities.size());
        // A first token may take a while, and these periods must not be over before HR is heard.
        running.token("hr-notifier");
        begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        PEACEFUL.forEach(name -> say(name, "resignation", occurred(PERIOD.minus(ENDING))));
    }

    /** How many steps {@link #live} takes. */
    int steps() {
        return lives().stream().mapToInt(Deque::size).sum();
    }

    /** @param before is told the number of each step before it is taken */
    void live(SplittableRandom random, Consumer<Integer> before) {
        List<Deque<Runnable>> lives = new ArrayList<>(lives());
        for (int step = 0; !lives.isEmpty(); step++) {
            Deque<Runnable> life = lives.get(random.nextInt(lives.size()));
            before.accept(step);
            life.removeFirst().run();
            lives.removeIf(Deque::isEmpty);
        }
    }

    /** Says something of other people and waits until HR has heard back: what was on its way before has passed, too. */
    void sayLast() {
        for (int last = 0; last < LAST; last++) {
            say("last-" + last, "resignation", occurred(Duration.ofHours(1)));
        }
        HrPeople.awaitTrue(
                "the last confirmations",
                () -> running.doors().received("hr").stream()
                                .map(item ->
                                        item.path("decrypted").path("subject").asText())
                                .filter(subject -> subject.startsWith(subject("last-")))
                                .distinct()
                                .count()
                        == LAST);
    }

    private List<Deque<Runnable>> lives() {
        LocalDate today = LocalDate.ofInstant(begin, ZoneOffset.UTC);
        return List.of(
                life(
                        () -> say("suspect", "resignation", occurred(Duration.ofHours(3))),
                        () -> does("suspect", "file.download", 60, ",\"path\":\"/share/all.zip\",\"bytes\":600000000")),
                life(
                        () -> say("stays", "resignation", occurred(Duration.ofHours(4))),
                        () -> say(
                                "stays",
                                "withdrawn",
                                occurred(Duration.ofHours(2)) + ",\"detail\":{\"receipt\":\""
                                        + receipt("stays-resignation") + "\"}")),
                life(
                        () -> say("twice", "resignation", occurred(Duration.ofHours(40))),
                        () -> say("twice", "termination", leaving(today.plusDays(20), Duration.ofHours(20)))),
                life(
                        () -> say("listed", "pip", occurred(Duration.ofDays(2))),
                        () -> does("listed", "usb.write", 90, ",\"device\":\"stick-1\",\"bytes\":150000000"),
                        () -> say("listed", "policy_violation", occurred(Duration.ofHours(5)))),
                life(
                        () -> say("left", "termination", leaving(today.minusDays(1), Duration.ofDays(2))),
                        () -> does("left", "auth.login", 300, ",\"outcome\":\"success\""),
                        () -> does("left", "session.open", 200, ",\"session\":\"s1\",\"kind\":\"tmux\""),
                        () -> does("left", "badge.swipe", 100, ",\"outcome\":\"denied\",\"door\":\"Lobby\"")),
                life(
                        // What was done longer ago than the allowance is judged by what is known when it comes.
                        () -> {
                            say("back", "termination", leaving(today.minusDays(3), Duration.ofDays(4)));
                            HrPeople.awaitTrue(
                                    "the watch",
                                    () -> !patiently(() -> people.monitoring(subject("back")))
                                            .path("watch")
                                            .isNull());
                        },
                        () -> does("back", "auth.login", 2 * 86_400, ",\"outcome\":\"success\""),
                        () -> say(
                                "back",
                                "rehired",
                                occurred(Duration.ofHours(1)) + ",\"detail\":{\"from\":\"" + today + "\"}"),
                        () -> does("back", "auth.login", 2 * 86_400 - 60, ",\"outcome\":\"success\"")),
                life(() ->
                        say("moves", "role_change", occurred(Duration.ofHours(1)) + ",\"detail\":{\"role\":\"dba\"}")),
                life(() -> say("contractor", "contractor_onboarding", occurred(Duration.ofHours(1)))));
    }

    private static Deque<Runnable> life(Runnable... steps) {
        return new ArrayDeque<>(List.of(steps));
    }

    private void say(String name, String event, String more) {
        String id = subject(name) + "-" + event;
        JsonNode answer = patiently(() -> people.again(id, subject(name), event, more));
        assertThat(patiently(() -> people.again(id, subject(name), event, more)))
                .isEqualTo(answer);
        answers.put(name + "-" + event, answer);
    }

    private String receipt(String said) {
        return Objects.requireNonNull(answers.get(said)).path("receipt").asText();
    }

    private void does(String name, String type, int secondsBefore, String attributes) {
        String id = subject(name) + "-" + secondsBefore;
        people.report(HrPeople.activity(id, begin.minusSeconds(secondsBefore), type, subject(name), attributes));
    }

    private String occurred(Duration ago) {
        return ",\"occurred\":\"" + begin.minus(ago) + '"';
    }

    private String leaving(LocalDate effective, Duration told) {
        return ",\"effective\":\"" + effective + '"' + occurred(told);
    }

    /** A sender whose connection breaks does not know whether it was heard, and says the same again. */
    private static JsonNode patiently(Said said) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return said.now();
            } catch (UncheckedIOException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Doors.pause(BETWEEN_TRIES);
            }
        }
    }

    private interface Said {
        JsonNode now();
    }
}
