package io.keepwatch.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.Risk;
import io.keepwatch.rules.memory.Sections;
import io.keepwatch.rules.score.ContextFact;
import io.keepwatch.rules.score.Dossier;
import io.keepwatch.rules.score.Multiplier;
import io.keepwatch.rules.score.WholePerson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S2-020, S2-024: what people do tells of their circumstances, for thirty days, with its source")
class CircumstancesScenariosTest {
    private static final WholePerson MODEL = ShippedRules.model();
    private static final Instant DAY = Instant.parse("2026-03-02T10:00:00Z");
    private static final Duration LENGTH = Duration.ofDays(30);
    private static final long MB = 1_000_000;
    /** The section of the hot record. */
    private static final int CONDUCT = 18;

    private Person person = new Person(ShippedRules.book()).is(DAY.plus(Duration.ofDays(200)));
    private int ids;

    private void reads(Instant at, String classification) {
        person.does(ActivityType.FILE_ACCESS, at.toString(), Attribute.CLASSIFICATION, classification);
    }

    private Outcome visits(Instant at, String url) {
        return person.does(ActivityType.WEB_VISIT, at.toString(), Attribute.URL, url);
    }

    private Outcome visits(Instant at) {
        return visits(at, "https://www.indeed.com/jobs?q=anything");
    }

    private Activity visit(Instant at) {
        return Person.activity(ActivityType.WEB_VISIT, "v" + ids++, at, Attribute.URL, "https://jobs.example/offer");
    }

    private List<ContextFact> circumstances(String factor) {
        return person.state().person().circumstances().stream()
                .filter(fact -> fact.factor().equals(factor))
                .toList();
    }

    private double score(Instant at) {
        return MODEL.score(Dossier.of(person.risks().getLast()), at);
    }

    private static double odds(double score) {
        return score / (100 - score);
    }

    @Test
    @DisplayName(
            "S2-020, R13: own access to secret data doubles the odds, and thirty days after the last of it no more")
    void shouldCountAccessToSecretDataAsCrownJewels() {
        person.does(ActivityType.FILE_DOWNLOAD, DAY.toString(), Attribute.BYTES, 600 * MB);
        Instant read = DAY.plusSeconds(60);
        double before = score(read);
        reads(read, "secret");

        assertThat(odds(score(read)) / odds(before)).isCloseTo(2, within(1e-6));
        assertThat(person.risks().getLast()).satisfies(risk -> {
            assertThat(risk.reason()).isEqualTo(Risk.CIRCUMSTANCES);
            assertThat(risk.context())
                    .containsExactly(new Risk.Circumstance(
                            "crown-jewels", "own access to secret data", read, read.plus(LENGTH)));
        });

        Instant end = read.plus(LENGTH);
        assertThat(odds(score(end.minusMillis(1))) / odds(score(end))).isCloseTo(2, within(0.001));
    }

    @ParameterizedTest
    @ValueSource(strings = {"public", "internal", "confidential"})
    @DisplayName("S2-020: what is below secret is no crown jewel")
    void shouldOnlyCountSecretData(String classification) {
        reads(DAY, classification);

        assertThat(circumstances("crown-jewels")).isEmpty();
    }

    @Test
    @DisplayName("S2-020: that it lasts longer is told once a day, and never forgotten")
    void shouldTellOnceADayThatItLasts() {
        for (int hour = 0; hour < 24 * 5; hour++) {
            reads(DAY.plus(Duration.ofHours(hour)), "secret");
        }
        person.restarts();

        assertThat(person.risks())
                .filteredOn(risk -> risk.reason().equals(Risk.CIRCUMSTANCES))
                .hasSize(5);
        assertThat(circumstances("crown-jewels"))
                .extracting(ContextFact::from, ContextFact::until)
                .containsExactly(
                        tuple(DAY, DAY.plus(Duration.ofHours(24 * 5 - 1)).plus(LENGTH)));
    }

    @Test
    @DisplayName("S2-020: two times that do not touch are two")
    void shouldKeepTimesApart() {
        reads(DAY, "secret");
        Instant later = DAY.plus(LENGTH).plusNanos(1);
        reads(later, "secret");
        assertThat(circumstances("crown-jewels")).hasSize(2);

        reads(later.minusNanos(1), "secret");
        assertThat(circumstances("crown-jewels"))
                .extracting(ContextFact::from, ContextFact::until)
                .containsExactly(tuple(DAY, later.plus(LENGTH)));
    }

    @Test
    @DisplayName(
            "S2-024: three visits on two days within thirty are a habit from the third on, and for thirty days after the last")
    void shouldCountAHabitOfLookingForWork() {
        visits(DAY);
        visits(DAY.plusSeconds(60), "https://INDEED.com");
        visits(DAY.plusSeconds(120), "https://de.Indeed.com/x");
        assertThat(circumstances("job-sites")).as("one day").isEmpty();
        assertThat(person.risks()).isEmpty();

        Instant next = DAY.plus(Duration.ofDays(1));
        visits(next);

        assertThat(circumstances("job-sites"))
                .containsExactly(new ContextFact("job-sites", "visits to job sites", next, next.plus(LENGTH)));
        assertThat(person.risks()).hasSize(1);
        Instant last = DAY.plus(Duration.ofDays(20));
        visits(last);
        assertThat(circumstances("job-sites"))
                .extracting(ContextFact::from, ContextFact::until)
                .containsExactly(tuple(next, last.plus(LENGTH)));
    }

    @ParameterizedTest(name = "visits at hours {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            0, 24         | false
            0, 1, 2, 3    | false
            0, 1, 24      | true
            0, 24, 25     | true
            0, 360, 719   | true
            0, 360, 720   | false
            0, 720, 721   | false
            0, 1, 719     | true
            0, 0, 24      | true
            """)
    @DisplayName("S2-024: at least three, on at least two days, within thirty: exact edges")
    void shouldKeepTheEdges(String hours, boolean habit) {
        for (String hour : hours.split(",")) {
            visits(DAY.plus(Duration.ofHours(Long.parseLong(hour.strip()))));
        }

        assertThat(circumstances("job-sites")).hasSize(habit ? 1 : 0);
    }

    @Test
    @DisplayName("S2-024: the days are the person's own")
    void shouldCountThePersonsOwnDays() {
        Instant evening = Instant.parse("2026-03-02T10:30:00Z");
        person.changesProfile(Histories.profile("Pacific/Auckland", false, DAY.minus(Duration.ofDays(9))));
        visits(evening);
        visits(evening.plusSeconds(60));
        visits(evening.plus(Duration.ofHours(1)));

        assertThat(circumstances("job-sites")).as("midnight lies between").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://indeed.com.evil.example/",
                "https://notindeed.com",
                "https://example.org/?u=indeed.com",
                "mailto:a@b"
            })
    @DisplayName("S2-024: other sites are nobody's business")
    void shouldNotMindOtherSites(String url) {
        for (int day = 0; day < 5; day++) {
            visits(DAY.plus(Duration.ofDays(day)), url);
        }
        person.restarts();

        assertThat(circumstances("job-sites")).isEmpty();
        assertThat(person.risks()).isEmpty();
    }

    @Test
    @DisplayName("S2-024, R15: the same visit delivered again and again is one")
    void shouldCountADuplicateOnce() {
        Activity first = visit(DAY);
        Activity second = visit(DAY.plus(Duration.ofDays(1)));
        for (int i = 0; i < 4; i++) {
            person.takes(new Input.Happened(first));
            person.takes(new Input.Happened(second));
            person.restarts();
        }

        assertThat(circumstances("job-sites")).isEmpty();
    }

    @RepeatedTest(25)
    @DisplayName("R15: in any order within the allowance, twice, stored in between: the same circumstances")
    void shouldNotMindTheOrder(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Instant at = DAY.plusSeconds(random.nextInt(80_000));
            inputs.add(new Input.Happened(
                    random.nextBoolean()
                            ? visit(at)
                            : Person.activity(
                                    ActivityType.FILE_DOWNLOAD, "f" + i, at, Attribute.CLASSIFICATION, "secret")));
        }
        inputs.add(new Input.ProfileChanged(Histories.profile("Asia/Kathmandu", false, DAY.minus(Duration.ofDays(1)))));
        List<ContextFact> inOrder = after(inputs);

        Collections.shuffle(inputs, random);

        assertThat(after(inputs)).isEqualTo(inOrder);
    }

    private List<ContextFact> after(List<Input> inputs) {
        person = new Person(ShippedRules.book()).is(DAY.plus(Duration.ofDays(2)));
        visits(DAY.minusSeconds(7_200));
        visits(DAY.minusSeconds(3_600));
        for (Input input : inputs) {
            person.takes(input);
            person.takes(input);
            person.restarts();
        }
        return person.state().person().circumstances();
    }

    @Test
    @DisplayName("S2-024: a habit of years stays small, and is one time")
    void shouldStaySmall() {
        for (int day = 0; day < 400; day++) {
            for (int visit = 0; visit < 30; visit++) {
                visits(DAY.plus(Duration.ofDays(day)).plusSeconds(visit * 60L));
            }
        }
        person.restarts();

        assertThat(circumstances("job-sites")).hasSize(1);
        assertThat(person.records().get(Histories.SUBJECT)).hasSizeLessThan(3_000);
        visits(DAY.plus(Duration.ofDays(700)));
        person.restarts();
        assertThat(circumstances("job-sites"))
                .as("that it was is kept")
                .extracting(ContextFact::until)
                .containsExactly(
                        DAY.plus(Duration.ofDays(399)).plusSeconds(29 * 60).plus(LENGTH));
    }

    @Test
    @DisplayName("S2-024: of who never does it nothing is kept")
    void shouldKeepNothingOfOthers() {
        reads(DAY, "internal");
        visits(DAY, "https://news.example/");
        person.restarts();
        assertThat(sections()).isNotEmpty().doesNotContain(CONDUCT);

        visits(DAY.plusSeconds(1));
        person.restarts();
        assertThat(sections()).contains(CONDUCT);
    }

    private List<Integer> sections() {
        List<Integer> sections = new ArrayList<>();
        new Sections().read(Objects.requireNonNull(person.records().get(Histories.SUBJECT)), (number, in) -> {
            sections.add(number);
            return true;
        });
        return sections;
    }

    private void hears(String receipt, String event, @Nullable String factor) {
        person.givesNotice(new HrEvent(
                receipt,
                event,
                Histories.SUBJECT,
                null,
                DAY,
                DAY,
                Map.of(),
                null,
                factor == null ? null : new HrEvent.Context(factor, DAY, null),
                null));
    }

    private static Identity administrator() {
        return new Identity(
                Histories.SUBJECT,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                true,
                true,
                true,
                "UTC",
                null,
                null,
                2,
                DAY,
                false);
    }

    @Test
    @DisplayName("R01: all seven circumstances, from activity, HR and directory, and no evidence: below 50")
    void shouldStayCalmWithAllSeven() {
        person.changesProfile(administrator());
        hears("r1", HrEvent.RESIGNATION, "notice");
        hears("r2", "pip", "pip");
        hears("r3", "negative_review", "negative-review");
        visits(DAY);
        visits(DAY.plusSeconds(60));
        Instant last = DAY.plus(Duration.ofDays(1));
        visits(last);

        assertThat(MODEL.explain(Dossier.of(person.risks().getLast()), last).multipliers())
                .extracting(Multiplier::factor)
                .containsExactlyInAnyOrder(
                        "notice", "pip", "crown-jewels", "privileged", "contractor", "negative-review", "job-sites");
        assertThat(score(last)).isLessThan(50);
        assertThat(person.risks()).extracting(Risk::band).containsOnly("monitor");
    }

    @Test
    @DisplayName(
            "R12: a notice and looking for work tell of one thing: the larger counts, the other is shown as shadowed")
    void shouldCountNoticeAndLookingForWorkOnce() {
        person.does(ActivityType.FILE_DOWNLOAD, DAY.toString(), Attribute.BYTES, 600 * MB);
        hears("r1", HrEvent.RESIGNATION, "notice");
        Instant last = DAY.plus(Duration.ofDays(1));
        double before = score(last);
        visits(DAY.plusSeconds(1));
        visits(DAY.plusSeconds(2));
        visits(last);

        assertThat(score(last)).isEqualTo(before);
        assertThat(MODEL.explain(Dossier.of(person.risks().getLast()), last).multipliers())
                .filteredOn(one -> one.factor().equals("job-sites"))
                .singleElement()
                .returns(Multiplier.Effect.SHADOWED_BY_GROUP, Multiplier::effect);
    }

    @Test
    @DisplayName("R13, R17: a circumstance ends by itself, and the band falls without any event, dated when it did")
    void shouldFallByItselfWhenACircumstanceEnds() {
        person.is(DAY);
        Instant stopped = DAY.plus(LENGTH).minus(Duration.ofDays(1));
        reads(DAY, "secret");
        person.is(stopped);
        person.does(
                ActivityType.AGENT_STATE, stopped.toString(), Attribute.AGENT, "edr", Attribute.AGENT_STATE, "stopped");
        assertThat(person.risks().getLast().band()).isEqualTo("immediate");

        person.lives(DAY.plus(LENGTH).plus(Duration.ofDays(2)));

        assertThat(person.risks().getLast()).satisfies(risk -> {
            assertThat(risk.band()).isEqualTo("investigate");
            assertThat(risk.reason()).isEqualTo(Risk.TIME);
            assertThat(risk.at()).isEqualTo(DAY.plus(LENGTH));
        });
    }
}
