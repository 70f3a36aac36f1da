package io.keepwatch.hunting.question;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Activity;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Questions drawn at random find, in DuckDB, the very activities that a plain filter in Java finds; {@code
 * -Dkeepwatch.hunting.questions=10000} asks more, {@code -Dkeepwatch.hunting.seed} others.
 */
@DisplayName("S1-15, S1-18, S1-20, S1-21: a question finds what it says")
class DifferentialTest {
    private static final int QUESTIONS = Integer.getInteger("keepwatch.hunting.questions", 1_000);
    private static final long SEED = Long.getLong("keepwatch.hunting.seed", 4);
    private static final int ACTIVITIES = 3_000;

    @Test
    void shouldFindWhatAPlainFilterFinds() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Activity> activities = new SomeActivities(random).make(ACTIVITIES);
        SomeQuestions questions = new SomeQuestions(random);
        int telling = 0;
        try (StoredActivities stored = new StoredActivities(activities)) {
            for (int i = 0; i < QUESTIONS; i++) {
                Asked asked = questions.next();
                String text = questions.typed(asked);
                Question question = Question.parse(text);
                BitSet found = stored.find(question);
                BitSet wanted = filtered(activities, asked);
                assertThat(found).as("question %d, seed %d: %s", i, SEED, text).isEqualTo(wanted);
                assertThat(Question.parse(question.toString())).as(text).isEqualTo(question);
                found.stream().forEach(row -> assertWithin(question.scope(), activities.get(row), text));
                telling += found.isEmpty() || found.cardinality() == ACTIVITIES ? 0 : 1;
            }
        }
        assertThat(telling)
                .as("questions that some activities answer and others do not")
                .isGreaterThan(QUESTIONS / 2);
    }

    private static BitSet filtered(List<Activity> activities, Asked asked) {
        BitSet found = new BitSet();
        for (int i = 0; i < activities.size(); i++) {
            found.set(i, asked.holds(activities.get(i)));
        }
        return found;
    }

    private static void assertWithin(Scope scope, Activity activity, String text) {
        Instant time = activity.header().time();
        String subject = activity.header().subject();
        String account = activity.header().user();
        assertThat(scope.earliest() == null || !time.isBefore(scope.earliest()))
                .as(text)
                .isTrue();
        assertThat(scope.latest() == null || !time.isAfter(scope.latest()))
                .as(text)
                .isTrue();
        assertThat(isOrNull(scope.subject(), subject)).as(text).isTrue();
        assertThat(isOrNull(scope.account(), account)).as(text).isTrue();
        assertThat(isOrNull(scope.user(), subject) || isOrNull(scope.user(), account))
                .as(text)
                .isTrue();
    }

    private static boolean isOrNull(@Nullable String limit, @Nullable String value) {
        return limit == null || limit.equals(value);
    }
}
