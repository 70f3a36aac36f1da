package io.keepwatch.hunting.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.keepwatch.contracts.Activity;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever text comes, the answer is a question or a mistake with its place, and no part of the text becomes SQL; {@code
 * -Dkeepwatch.hunting.texts=100000} tries more texts, {@code -Dkeepwatch.hunting.seed} others.
 */
@DisplayName("Hostile texts")
class HostileTextTest {
    private static final int TEXTS = Integer.getInteger("keepwatch.hunting.texts", 20_000);
    private static final long SEED = Long.getLong("keepwatch.hunting.seed", 5);
    private static final List<String> INJECTIONS = List.of(
            "x'; DROP TABLE activity; --",
            "x\" = ?) OR TRUE OR (\"x",
            "') UNION SELECT * FROM read_csv('/etc/passwd') --",
            "?",
            "?1",
            "$1",
            "%",
            "_",
            "\\",
            "/* */",
            "E'\\x27'",
            "${jndi:ldap://x}",
            "ATTACH '/etc/passwd'");
    private static final List<String> PIECES =
            List.of(("user timestamp bytes type unresolved to attachment outcome nobody"
                            + " = == != > >= < <= && || ! & | ( ) [ ] , and or not in starts_with ends_with contains"
                            + " true connect secret 5 -1 1438104640000 \"2015-07-28T17:30:40Z\" \"a\" 'b' \u201C \u201D \" ' \\"
                            + " \0 \uD83D \uD83D\uDE00 \n ; -- ? \u202E e\u0301")
                    .split(" "));

    static List<String> textFields() {
        return Completion.of("", 0).proposals().stream()
                .filter(field -> Completion.of(field + "=", Integer.MAX_VALUE).free() != null)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("textFields")
    @DisplayName("a value reaches the store as a parameter, through every field that takes any text")
    void shouldHandValuesOverAsParameters(String field) throws Exception {
        try (StoredActivities stored = new StoredActivities(Elliot.activities())) {
            for (String injection : INJECTIONS) {
                Question plain = Question.parse("").and(field, "x");
                Question question = Question.parse("").and(field, injection);
                assertThat(Question.parse(question.toString())).isEqualTo(question);
                assertThat(question.condition().sql())
                        .isEqualTo(plain.condition().sql());
                assertThat(question.condition().parameters()).isNotEmpty().allMatch(injection::equals);
                assertThat(stored.find(question).isEmpty()).isTrue();
            }
            assertThat(stored.find(Question.parse("")).cardinality())
                    .isEqualTo(Elliot.activities().size());
        }
    }

    @Test
    void shouldAnswerTextsOfAnyKindWithAQuestionOrAMistake() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Activity> activities = new SomeActivities(random).make(20);
        SomeQuestions questions = new SomeQuestions(random);
        int read = 0;
        try (StoredActivities stored = new StoredActivities(activities)) {
            for (int i = 0; i < TEXTS; i++) {
                String text = text(random, questions);
                try {
                    read += isQuestion(text, stored) ? 1 : 0;
                    Completion.of(text, random.nextInt(text.length() + 2));
                } catch (Exception | StackOverflowError e) {
                    fail("text %d, seed %d: %s".formatted(i, SEED, text), e);
                }
            }
        }
        assertThat(read).as("texts that are questions").isBetween(TEXTS / 20, TEXTS - TEXTS / 20);
    }

    private static boolean isQuestion(String text, StoredActivities stored) throws Exception {
        Question question;
        try {
            question = Question.parse(text);
        } catch (QuestionException e) {
            assertThat(e.column()).isBetween(1, text.codePointCount(0, text.length()) + 1);
            assertThat(e.reason()).isNotBlank().hasSizeLessThan(400);
            return false;
        }
        String written = question.toString();
        if (written.codePointCount(0, written.length()) <= Question.LONGEST) {
            assertThat(Question.parse(written)).isEqualTo(question);
        }
        stored.find(question);
        return true;
    }

    private static String text(SplittableRandom random, SomeQuestions questions) {
        return switch (random.nextInt(4)) {
            case 0 -> soup(random);
            case 1 -> random(random);
            default -> mutated(questions.typed(questions.next()), random);
        };
    }

    private static String soup(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size()))).append(random.nextBoolean() ? " " : "");
        }
        return text.toString();
    }

    private static String random(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i >= 0; i--) {
            text.append((char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
        }
        return text.toString();
    }

    private static String mutated(String typed, SplittableRandom random) {
        StringBuilder text = new StringBuilder(typed);
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(5)));
                case 2 -> text.insert(at, text.substring(at / 2, at));
                default -> text.setLength(at);
            }
        }
        return text.toString();
    }
}
