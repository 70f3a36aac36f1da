package io.keepwatch.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Attachment;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.Risk;
import io.keepwatch.contracts.RiskJson;
import io.keepwatch.rules.score.Contribution;
import io.keepwatch.rules.score.Counting;
import io.keepwatch.rules.score.Dossier;
import io.keepwatch.rules.score.Multiplier;
import io.keepwatch.rules.score.Score;
import io.keepwatch.rules.score.WholePerson;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What people do gives them the scores that the scenarios ask for")
class ScoreScenariosTest {
    private static final WholePerson MODEL = ShippedRules.model();
    private static final Instant DAY = Instant.parse("2026-03-02T10:00:00Z");
    private static final long MB = 1_000_000;

    private Person person = new Person(ShippedRules.book());

    @AfterEach
    void shouldBeAbleToScoreEveryRecordAgain() throws Exception {
        for (Risk risk : person.risks()) {
            Risk read = RiskJson.read(RiskJson.write(risk));
            assertThat(read).isEqualTo(risk);
            assertThat(MODEL.score(Dossier.of(read), risk.at()))
                    .as("R16: the score of %s again", risk.at())
                    .isCloseTo(risk.score(), within(1e-9));
            assertThat(risk.model()).isEqualTo(MODEL.model().digest());
        }
    }

    private Outcome downloads(Instant at) {
        return does(ActivityType.FILE_DOWNLOAD, at, Attribute.BYTES, 600 * MB);
    }

    private Outcome writes(Instant at) {
        return does(ActivityType.USB_WRITE, at, Attribute.BYTES, 150 * MB, Attribute.DEVICE, "STICK-0001");
    }

    private Outcome stopsTheAgent(Instant at) {
        return does(ActivityType.AGENT_STATE, at, Attribute.AGENT, "edr", Attribute.AGENT_STATE, "stopped");
    }

    private Outcome mails(Instant at) {
        return does(
                ActivityType.EMAIL_SENT,
                at,
                Attribute.TO,
                List.of("someone@partner.example"),
                Attribute.ATTACHMENTS,
                List.of(new Attachment("plan.zip", 6 * MB)));
    }

    private Outcome worksAtNight(Instant day) {
        return does(ActivityType.FILE_ACCESS, day.plus(Duration.ofHours(13)), Attribute.CLASSIFICATION, "confidential");
    }

    private Outcome prints(Instant at) {
        return does(ActivityType.PRINT_JOB, at, Attribute.PAGES, 3L, Attribute.CLASSIFICATION, "secret");
    }

    private Outcome does(ActivityType type, Instant at, Object... values) {
        return person.does(type, at.toString(), values);
    }

    private void isPrivileged() {
        person.changesProfile(Histories.profile("UTC", true, DAY.minus(Duration.ofDays(400))));
    }

    private void hears(String receipt, String event, Instant at, @Nullable String factor) {
        person.givesNotice(said(receipt, event, at, factor, null));
    }

    private static HrEvent said(
            String receipt, String event, Instant at, @Nullable String factor, @Nullable String withdraws) {
        return new HrEvent(
                receipt,
                event,
                Histories.SUBJECT,
                null,
                at,
                at,
                Map.of(),
                event.equals(HrEvent.RESIGNATION) ? HrHistories.period("enhanced", at, 14) : null,
                factor == null ? null : new HrEvent.Context(factor, at, null),
                withdraws);
    }

    private Dossier dossier() {
        return person.risks().isEmpty()
                ? Dossier.empty()
                : Dossier.of(person.risks().getLast());
    }

    private double scoreAt(Instant at) {
        return MODEL.score(dossier(), at);
    }

    private Score explainedAt(Instant at) {
        return MODEL.explain(dossier(), at);
    }

    private void startsAnew() {
        person = new Person(ShippedRules.book());
    }

    private double ofOneBulkDownload() {
        Person before = person;
        startsAnew();
        downloads(DAY);
        double score = scoreAt(DAY);
        person = before;
        return score;
    }

    @Test
    @DisplayName("R01: nobody is scored for nothing; every circumstance there is and no evidence stays below 50")
    void shouldHardlySuspectAnybody() {
        does(ActivityType.FILE_ACCESS, DAY, Attribute.PATH, "/team/plan");
        assertThat(person.risks()).isEmpty();
        assertThat(scoreAt(DAY)).isLessThan(2);
        assertThat(person.state().due()).isNull();

        startsAnew();
        Identity everything = new Identity(
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
        person.changesProfile(everything);
        hears("r1", HrEvent.RESIGNATION, DAY, "notice");
        hears("r2", "pip", DAY, "pip");
        hears("r3", "negative_review", DAY, "negative-review");

        assertThat(explainedAt(DAY).multipliers())
                .extracting(Multiplier::factor)
                .containsExactly("notice", "pip", "crown-jewels", "privileged", "contractor", "negative-review");
        assertThat(scoreAt(DAY)).isLessThan(50);
        assertThat(person.risks()).allSatisfy(risk -> {
            assertThat(risk.reason()).isEqualTo(Risk.CIRCUMSTANCES);
            assertThat(risk.band()).isEqualTo("monitor");
        });
    }

    @Test
    @DisplayName("R02: one P3 alert stays in Monitor")
    void shouldNotMakeMuchOfOneMinorAlert() {
        Outcome outcome = mails(DAY);

        assertThat(outcome.alerts()).extracting(Alert::rule).containsExactly("mail-to-outside");
        assertThat(outcome.risks()).singleElement().satisfies(risk -> {
            assertThat(risk.score()).isLessThan(25);
            assertThat(risk.band()).isEqualTo("monitor");
            assertThat(risk.at()).isEqualTo(DAY);
            assertThat(risk.recordedAt()).isEqualTo(Person.NOW);
            assertThat(risk.reason()).isEqualTo(Risk.EVIDENCE);
        });
    }

    @Test
    @DisplayName("R03: one bulk download")
    void shouldTakeABulkDownloadSeriously() {
        Alert alert = downloads(DAY).alerts().getFirst();

        assertThat(scoreAt(DAY)).isBetween(20.0, Math.nextDown(50.0));
        assertThat(person.risks().getLast().evidence()).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo(alert.id() + "-CollectsData");
            assertThat(finding.kind()).isEqualTo("bulk-download");
            assertThat(finding.says()).isEqualTo("Downloaded unusually much within an hour");
            assertThat(finding.activities()).containsExactly("feed/a0");
            assertThat(finding.halfLife()).isEqualTo(Duration.ofDays(30));
            assertThat(finding.at()).isEqualTo(DAY);
        });
    }

    @Test
    @DisplayName("R04: one P1 alert, security agent stopped, without context")
    void shouldInvestigateAStoppedAgent() {
        stopsTheAgent(DAY);

        assertThat(person.risks()).singleElement().satisfies(risk -> {
            assertThat(risk.score()).isBetween(50.0, 80.0);
            assertThat(risk.band()).isEqualTo("investigate");
        });
    }

    @Test
    @DisplayName("R05: agent stopped, then 150 MB to USB the same day")
    void shouldActOnAStoppedAgentAndMedia() {
        stopsTheAgent(DAY);
        writes(DAY.plusSeconds(7_200));

        assertThat(person.risks()).extracting(Risk::band).containsExactly("investigate", "immediate");
        assertThat(person.risks().getLast().score()).isGreaterThan(80);
    }

    @Test
    @DisplayName("R06: resignation, then bulk download the next day")
    void shouldInvestigateALeaverWhoGathersData() {
        hears("r1", HrEvent.RESIGNATION, DAY, "notice");
        Instant next = DAY.plus(Duration.ofDays(1));
        downloads(next);

        assertThat(scoreAt(next)).isBetween(50.0, 80.0).isGreaterThan(ofOneBulkDownload());
        assertThat(person.risks()).extracting(Risk::reason).containsExactly(Risk.CIRCUMSTANCES, Risk.EVIDENCE);
        assertThat(person.risks().getLast().context())
                .containsExactly(new Risk.Circumstance("notice", "HR, receipt r1", DAY, null));
    }

    @Test
    @DisplayName("R07: bulk download and USB write the same day, privileged")
    void shouldActOnAnAdministratorWhoCarriesDataOut() {
        isPrivileged();
        downloads(DAY);
        writes(DAY.plusSeconds(7_200));

        assertThat(person.risks().getLast().score()).isGreaterThan(80);
        assertThat(person.risks().getLast().band()).isEqualTo("immediate");
    }

    @Test
    @DisplayName("R08: three different P3 alerts the same day")
    void shouldWeighDifferentSignsTogether() {
        double most = 0;
        mails(DAY);
        most = Math.max(most, scoreAt(DAY));
        startsAnew();
        prints(DAY);
        most = Math.max(most, scoreAt(DAY));
        startsAnew();
        worksAtNight(DAY);
        most = Math.max(most, scoreAt(DAY.plus(Duration.ofHours(13))));
        startsAnew();

        double together = threeMinorAlerts(Duration.ofHours(1));

        assertThat(together).isGreaterThanOrEqualTo(25).isGreaterThan(3 * most);
    }

    private double threeMinorAlerts(Duration apart) {
        mails(DAY);
        prints(DAY.plus(apart));
        Instant last = DAY.plus(apart).plus(apart).truncatedTo(ChronoUnit.DAYS);
        worksAtNight(last.plus(Duration.ofHours(10)));
        return scoreAt(last.plus(Duration.ofHours(23)));
    }

    @Test
    @DisplayName("R09: the three of R08 sixty days apart")
    void shouldForgetWhatLiesFarApart() {
        double together = threeMinorAlerts(Duration.ofHours(1));
        startsAnew();

        assertThat(threeMinorAlerts(Duration.ofDays(60))).isLessThan(together / 2);
    }

    @Test
    @DisplayName("R10: the same P3 fifty times in 30 days: one finding for each day, below 50")
    void shouldNotMakeMuchOfTheSameAgainAndAgain() {
        Instant at = DAY;
        for (int i = 0; i < 50; i++) {
            at = DAY.plus(Duration.ofDays(i / 2)).plusSeconds(600 * (i % 2));
            mails(at);
            assertThat(scoreAt(at)).isLessThan(50);
        }

        assertThat(person.alerts("mail-to-outside")).hasSize(25);
        assertThat(person.risks().getLast().evidence()).hasSize(25);
    }

    @Test
    @DisplayName("R11: one half-life later a finding's weight is half of what it was")
    void shouldHalveWithTheHalfLife() {
        downloads(DAY);
        Contribution fresh = explainedAt(DAY).contributions().getFirst();
        Contribution half =
                explainedAt(DAY.plus(Duration.ofDays(30))).contributions().getFirst();

        assertThat(half.weight()).isCloseTo(fresh.weight() / 2, within(fresh.weight() / 200));
    }

    @Test
    @DisplayName("R12: performance plan and negative review together no more than double the odds")
    void shouldCountCorrelatedCircumstancesOnce() {
        downloads(DAY);
        double before = scoreAt(DAY);
        hears("r1", "pip", DAY, "pip");
        double plan = scoreAt(DAY);
        hears("r2", "negative_review", DAY, "negative-review");
        double both = scoreAt(DAY);

        assertThat(both).isEqualTo(plan).isGreaterThan(before);
        assertThat(odds(both) / odds(before)).isLessThanOrEqualTo(2 + 1e-9);
    }

    private static double odds(double score) {
        return score / (100 - score);
    }

    @Test
    @DisplayName("R13: a contract ends: the score falls at once, and what was recorded before stays")
    void shouldFallAtOnceWhenACircumstanceEnds() {
        hears("r1", "contractor_onboarding", DAY, "contractor");
        downloads(DAY.plusSeconds(60));
        Risk before = person.risks().getLast();
        Instant end = DAY.plus(Duration.ofHours(5));

        hears("r2", HrEvent.CONTRACT_ENDED, end, null);

        Risk after = person.risks().getLast();
        assertThat(after.at()).isEqualTo(end);
        assertThat(after.reason()).isEqualTo(Risk.CIRCUMSTANCES);
        assertThat(odds(scoreAt(end.minusMillis(1))) / odds(scoreAt(end))).isCloseTo(1.5, within(0.01));
        assertThat(before.context()).extracting(Risk.Circumstance::until).containsOnlyNulls();
        assertThat(after.context()).extracting(Risk.Circumstance::until).containsExactly(end);
        assertThat(MODEL.score(Dossier.of(before), before.at())).isEqualTo(before.score());
    }

    @Test
    @DisplayName("R13: a circumstance that its group shadows is shown as such, and taking it away changes nothing")
    void shouldShowWhatIsShadowed() {
        downloads(DAY);
        hears("r1", "pip", DAY, "pip");
        hears("r2", "negative_review", DAY, "negative-review");
        assertThat(explainedAt(DAY).multipliers())
                .filteredOn(one -> one.factor().equals("negative-review"))
                .singleElement()
                .returns(Multiplier.Effect.SHADOWED_BY_GROUP, Multiplier::effect);
        Instant end = DAY.plusSeconds(600);
        double before = scoreAt(end);

        person.givesNotice(said("r3", HrEvent.WITHDRAWN, end, null, "r2"));

        assertThat(scoreAt(end)).isEqualTo(before);
        assertThat(explainedAt(end).multipliers())
                .extracting(Multiplier::factor)
                .containsExactly("pip");
    }

    @Test
    @DisplayName("R17: without any event for 90 days the score falls by ticks alone; a change is dated when it crossed")
    void shouldFallByTimeAlone() {
        person.is(DAY);
        stopsTheAgent(DAY);
        Dossier dossier = dossier();
        Instant crossed =
                Objects.requireNonNull(MODEL.nextCrossing(dossier, DAY)).at();

        for (int day = 1; day <= 90; day++) {
            person.lives(DAY.plus(Duration.ofDays(day)));
            person.restarts();
        }

        assertThat(person.risks()).hasSize(2);
        Risk fallen = person.risks().getLast();
        assertThat(fallen.band()).isEqualTo("monitor");
        assertThat(fallen.reason()).isEqualTo(Risk.TIME);
        assertThat(Duration.between(crossed, fallen.at()).abs()).isLessThan(Duration.ofMillis(3));
        assertThat(fallen.score()).isLessThan(50).isCloseTo(50, within(1e-3));
        assertThat(fallen.recordedAt())
                .as("not before it was sure")
                .isBetween(crossed.plus(Duration.ofHours(23)), crossed.plus(Duration.ofHours(49)));
    }

    @Test
    @DisplayName("R17: after days away every look is of its own time, as if nobody had been away")
    void shouldNotMindBeingAway() {
        person.is(DAY);
        isPrivileged();
        stopsTheAgent(DAY);
        writes(DAY.plusSeconds(60));
        Person away = person;
        startsAnew();
        person.is(DAY);
        isPrivileged();
        stopsTheAgent(DAY);
        writes(DAY.plusSeconds(60));
        for (int hour = 1; hour <= 24 * 200; hour += 3) {
            person.lives(DAY.plus(Duration.ofHours(hour)));
        }

        away.lives(DAY.plus(Duration.ofDays(200)));

        assertThat(away.risks()).hasSizeGreaterThan(4);
        assertThat(said(away)).isEqualTo(said(person));
        assertThat(away.risks().subList(2, away.risks().size()))
                .extracting(Risk::recordedAt)
                .contains(DAY.plus(Duration.ofDays(200)));
    }

    private static List<String> said(Person of) {
        return of.risks().stream()
                .map(risk -> risk.at() + " " + risk.band() + " " + risk.score())
                .toList();
    }

    @Test
    @DisplayName("R17: what time had changed is told before what comes after it, whoever notices first")
    void shouldCatchUpBeforeAnInput() {
        person.is(DAY);
        stopsTheAgent(DAY);
        Instant later = DAY.plus(Duration.ofDays(90));

        mails(later);

        assertThat(person.risks()).extracting(Risk::reason).containsExactly(Risk.EVIDENCE, Risk.TIME, Risk.EVIDENCE);
        assertThat(person.risks().get(1).at()).isBefore(later.minus(Duration.ofDays(30)));
        assertThat(person.risks().getLast().at()).isEqualTo(later);
    }

    @Test
    @DisplayName("R17: ten half-lives later nothing is left to look at or to keep")
    void shouldForgetWhatHasFaded() {
        person.is(DAY);
        mails(DAY);
        person.restarts();
        assertThat(person.records()).containsKey(Histories.SUBJECT + "\0e");
        int withEvidence = Objects.requireNonNull(person.records().get(Histories.SUBJECT)).length;

        person.lives(DAY.plus(Duration.ofDays(301)));
        person.restarts();

        assertThat(person.state().due()).isNull();
        assertThat(person.records()).doesNotContainKey(Histories.SUBJECT + "\0e");
        assertThat(person.records().get(Histories.SUBJECT)).hasSizeLessThan(withEvidence - 10);
    }

    @Test
    @DisplayName("R19: one activity that several rules match counts once on each node, by its strongest finding")
    void shouldCountOneActivityOnceForEachNode() {
        hears("r1", HrEvent.RESIGNATION, DAY, "notice");
        Instant night = DAY.plus(Duration.ofHours(13));

        Outcome outcome =
                does(ActivityType.FILE_DOWNLOAD, night, Attribute.BYTES, 600 * MB, Attribute.CLASSIFICATION, "secret");

        assertThat(outcome.alerts())
                .extracting(Alert::rule)
                .contains("bulk-download", "off-hours-classified", "leaver-data-access", "watched-download");
        List<Contribution> counting = explainedAt(night).contributions().stream()
                .filter(one -> one.counting() == Counting.COUNTS || one.counting() == Counting.REPEATS)
                .toList();
        assertThat(counting)
                .extracting(one -> one.evidence().node())
                .doesNotHaveDuplicates()
                .contains("CollectsData", "AccessesDataOutsideRole");
        Map<String, Double> strongest = explainedAt(night).contributions().stream()
                .collect(Collectors.toMap(
                        one -> one.evidence().node(),
                        one -> MODEL.weight(one.evidence().strength()),
                        Math::max));
        assertThat(counting)
                .allSatisfy(one -> assertThat(one.weight())
                        .isEqualTo(strongest.get(one.evidence().node())));
    }
}
