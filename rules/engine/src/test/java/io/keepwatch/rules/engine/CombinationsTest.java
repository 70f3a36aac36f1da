package io.keepwatch.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertActivity;
import io.keepwatch.contracts.AlertJson;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.Risk;
import io.keepwatch.rules.book.CombinationRuleFiles;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleFiles;
import io.keepwatch.rules.judgement.RuleFailure;
import io.keepwatch.rules.memory.SubjectState;
import io.keepwatch.rules.score.Dossier;
import io.keepwatch.rules.score.Evidence;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("S3-33, S3-34: what is found together, or one after the other, is found out in whatever order it comes")
class CombinationsTest {
    private static final int HISTORIES = Integer.getInteger("keepwatch.combination.histories", 300);
    private static final Instant DAY = Instant.parse("2026-03-02T10:00:00Z");
    private static final Duration WINDOW = Duration.ofHours(2);

    private static RuleBook book;

    private Person person;

    @BeforeAll
    static void compile(@TempDir Path directory) throws Exception {
        book = new CombinationRuleFiles(new RuleFiles(directory))
                .finds("volume", "UnusualPrintVolume", "PrintJob( pages > 100 )")
                .alerts("stick", "live", "UsbWrite( bytes > 0 )")
                .alerts("bulk", "live", "FileDownload( bytes > 100 )")
                .alerts("quiet", "shadow", "CloudUpload( bytes > 0 )")
                .combination(
                        "together",
                        "much: {evidence: UnusualPrintVolume, count: true, over: 2h}\n"
                                + "sticks: {evidence: stick, count: true, over: 2h}\n"
                                + "downloads: {evidence: bulk, count: true, over: 2h}",
                        "Evidence( much > 0, sticks > 0, downloads > 0 )")
                .combination(
                        "ordered",
                        "P2",
                        "first: {evidence: UnusualPrintVolume, count: true, over: 2h}\n"
                                + "second: {evidence: stick, count: true, over: 2h, after: first}",
                        "Evidence( kind == \"bulk\", second > 0 )")
                .combination(
                        "several",
                        "findings: {evidence: [stick, bulk], count: true, over: 31d}\n"
                                + "kinds: {evidence: [stick, bulk], distinct: kind, over: 1h}",
                        "Evidence( findings >= 3, kinds == 1 )")
                .combination(
                        "throwing",
                        "downloads: {evidence: bulk, count: true, over: 1h}",
                        "Evidence( kind == \"stick\", 1 / downloads > 5 )")
                .combination(
                        "of-shadow", "uploads: {evidence: quiet, count: true, over: 1h}", "Evidence( uploads > 0 )")
                .load();
    }

    @BeforeEach
    void begin() {
        person = new Person(book);
    }

    private Outcome prints(Instant at) {
        return person.does(ActivityType.PRINT_JOB, at.toString(), Attribute.PAGES, 200L);
    }

    private Outcome plugs(Instant at) {
        return person.does(ActivityType.USB_WRITE, at.toString(), Attribute.BYTES, 1L, Attribute.DEVICE, "D");
    }

    private Outcome downloads(Instant at) {
        return person.does(ActivityType.FILE_DOWNLOAD, at.toString(), Attribute.BYTES, 500L);
    }

    @ParameterizedTest(name = "in the order {0}")
    @CsvSource({"123", "132", "213", "231", "312", "321"})
    @DisplayName("S3-33, R15: three findings within two hours are one incident in whatever order they are delivered")
    void shouldFindWhatComesTogether(String order) {
        for (char step : order.toCharArray()) {
            switch (step) {
                case '1' -> prints(DAY);
                case '2' -> plugs(DAY.plusSeconds(600));
                default -> downloads(DAY.plusSeconds(1_200));
            }
            person.restarts();
        }

        assertThat(person.alerts("together")).singleElement().satisfies(incident -> {
            assertThat(incident.at()).as("when it was complete").isEqualTo(DAY.plusSeconds(1_200));
            assertThat(incident.firstActivityAt()).isEqualTo(DAY);
            assertThat(incident.count()).isEqualTo(1);
            assertThat(incident.activities())
                    .extracting(AlertActivity::type)
                    .containsExactly("print.job", "usb.write", "file.download");
        });
    }

    @Test
    @DisplayName("S3-33: an incident lists the alerts it is made of and, of what nobody is told of, the evidence")
    void shouldListItsMembers() {
        prints(DAY);
        plugs(DAY.plusSeconds(1));
        downloads(DAY.plusSeconds(2));
        person.restarts();

        String stick = person.alerts("stick").getFirst().id();
        String bulk = person.alerts("bulk").getFirst().id();
        Alert incident = person.alerts("together").getFirst();
        Risk risk = person.risks().getLast();
        String printed = finding(risk, "UnusualPrintVolume").id();
        assertThat(incident.members()).containsExactlyInAnyOrder(stick, bulk, printed);
        assertThat(finding(risk, "UnusualPlaceTimeAndPrinting").members())
                .containsExactlyInAnyOrder(printed, stick + "-DeviatesFromRoutine", bulk + "-DeviatesFromRoutine");
    }

    private static Risk.Finding finding(Risk risk, String kind) {
        return risk.evidence().stream()
                .filter(finding -> finding.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("S3-33: a joint effect beyond that of the parts")
    void shouldWeighMoreThanItsParts() {
        prints(DAY);
        plugs(DAY.plusSeconds(1));
        double apart = person.risks().getLast().score();
        downloads(DAY.plusSeconds(2));

        assertThat(person.risks().getLast().score()).isGreaterThan(3 * apart);
    }

    @Test
    @DisplayName("S3-33: exactly as long ago as the window is long is too long ago")
    void shouldEndAWindowExactly() {
        prints(DAY);
        plugs(DAY.plus(WINDOW));
        downloads(DAY.plus(WINDOW));
        assertThat(person.alerts("together")).isEmpty();

        prints(DAY.plusNanos(1));
        assertThat(person.alerts("together")).singleElement().satisfies(incident -> {
            assertThat(incident.at()).isEqualTo(DAY.plus(WINDOW));
            assertThat(incident.count())
                    .as("the stick and the download at one instant")
                    .isEqualTo(2);
        });
    }

    @ParameterizedTest(name = "print {0}, stick {1}, download {2}: {3}")
    @CsvSource({
        "0, 60, 120, true",
        "0, 60, 60, true",
        "0, 0, 60, false",
        "60, 0, 120, false",
        "0, 120, 60, false",
        "0, 60, 7199, true",
        "0, 60, 7200, false",
        "120, 60, 0, false"
    })
    @DisplayName("S3-34: a sequence is its steps in their order, whatever the order in which they are delivered")
    void shouldFindSequencesInTheirOrderOnly(long printed, long plugged, long downloaded, boolean found) {
        prints(DAY.plusSeconds(printed));
        plugs(DAY.plusSeconds(plugged));
        downloads(DAY.plusSeconds(downloaded));
        List<Alert> inOrder = person.alerts("ordered");
        begin();
        downloads(DAY.plusSeconds(downloaded));
        plugs(DAY.plusSeconds(plugged));
        prints(DAY.plusSeconds(printed));

        assertThat(inOrder).hasSize(found ? 1 : 0);
        assertThat(person.alerts("ordered")).hasSize(found ? 1 : 0);
    }

    @Test
    @DisplayName("R15: a finding that is grouped for a day counts at each of its times, and not at the first alone")
    void shouldCountAGroupedFindingAtEachOfItsTimes() {
        prints(DAY);
        prints(DAY.plus(Duration.ofHours(9)));
        plugs(DAY.plus(Duration.ofHours(10)));
        downloads(DAY.plus(Duration.ofHours(10)));

        assertThat(person.alerts("together")).hasSize(1);
        assertThat(person.risks().getLast().evidence())
                .filteredOn(finding -> finding.kind().equals("UnusualPrintVolume"))
                .singleElement()
                .returns(DAY, Risk.Finding::at);
    }

    @Test
    @DisplayName("S3-34: windows count findings, or kinds of them; what repeats under one anchor is one finding")
    void shouldCountFindingsAndKinds() {
        for (int day = 0; day < 2; day++) {
            plugs(DAY.plus(Duration.ofDays(day)));
            plugs(DAY.plus(Duration.ofDays(day)).plusSeconds(60));
        }
        assertThat(person.alerts("several"))
                .as("two findings, though four matches")
                .isEmpty();

        downloads(DAY.plus(Duration.ofDays(2)));
        plugs(DAY.plus(Duration.ofDays(2)));

        assertThat(person.alerts("several"))
                .as("the download alone made three, before the stick of the same hour was a second kind")
                .singleElement()
                .returns(1L, Alert::count);
    }

    @Test
    @DisplayName("reliability 3: a combination that throws is reported, and the others still judge")
    void shouldIsolateACombinationThatThrows() {
        prints(DAY);
        downloads(DAY.plusSeconds(1));

        Outcome outcome = plugs(DAY.plus(Duration.ofMinutes(90)));

        assertThat(outcome.failures()).extracting(RuleFailure::rule).containsExactly("throwing");
        assertThat(outcome.alerts()).extracting(Alert::rule).contains("together");
    }

    @Test
    @DisplayName("a rule in shadow leaves nothing that could be combined")
    void shouldNotCombineShadows() {
        Outcome outcome = person.does(ActivityType.CLOUD_UPLOAD, DAY.toString(), Attribute.BYTES, 5L);

        assertThat(outcome.alerts()).extracting(Alert::rule).containsExactly("quiet");
        assertThat(person.alerts("of-shadow")).isEmpty();
    }

    @Test
    @DisplayName("R15b: what comes later than the allowance is judged alone and completes nothing")
    void shouldNotCombineWhatComesTooLate() {
        plugs(DAY);
        downloads(DAY.plusSeconds(1));
        person.does(ActivityType.USB_WRITE, DAY.plus(Duration.ofDays(3)).toString(), Attribute.BYTES, 1L);

        Outcome outcome = prints(DAY.plusSeconds(2));

        assertThat(outcome.counting()).isEqualTo(Outcome.Counting.LATE);
        assertThat(person.alerts("together")).isEmpty();
    }

    @Test
    @DisplayName("H05: a combination of P2 is a suspicion within a monitoring period; one of P3 is not")
    void shouldBeASuspicion() {
        person.is(DAY).givesNotice(ShippedRules.resigned("r1", DAY));
        prints(DAY.plusSeconds(1));
        plugs(DAY.plusSeconds(2));
        downloads(DAY.plusSeconds(3));

        assertThat(person.told())
                .filteredOn(change -> change.state().equals("suspicion") && change.alert() != null)
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.rule()).isEqualTo("ordered");
                    assertThat(change.alert())
                            .isEqualTo(person.alerts("ordered").getFirst().id());
                });
    }

    @Test
    @DisplayName("a step that leaves no finding reads no evidence")
    void shouldCostNothingWhereNothingIsFound() {
        prints(DAY);
        person.restarts();
        Engine engine = new Engine(book, Histories.ALLOWANCE);
        SubjectState state = engine.load(Histories.SUBJECT, key -> {
            assertThat(key).doesNotEndWith("\0e");
            return person.records().get(key);
        });

        Activity nothing =
                Person.activity(ActivityType.PRINT_JOB, "ordinary", DAY.plusSeconds(60), Attribute.PAGES, 2L);
        Outcome outcome = engine.step(state, new Input.Happened(nothing), Person.NOW);

        assertThat(outcome.counting()).isEqualTo(Outcome.Counting.COUNTED);
    }

    @Test
    @DisplayName("S3-34: thousands of findings of one kind neither grow the record nor hide what came first")
    void shouldStayBounded() {
        prints(DAY);
        for (int i = 0; i < 3_000; i++) {
            plugs(DAY.plusSeconds(1).plusMillis(i));
        }
        person.restarts();
        assertThat(person.records().get(Histories.SUBJECT + "\0e")).hasSizeLessThan(8_000);

        downloads(DAY.plusSeconds(60));

        assertThat(person.alerts("ordered")).hasSize(1);
    }

    @Test
    @DisplayName(
            "R15: random lives in any order, some of it twice, stored in between: the same incidents and the same score")
    void shouldRaiseTheSameWhateverTheOrder() {
        int incidents = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            SplittableRandom random = new SplittableRandom(20_261_123L + seed);
            Histories.History history = new Histories.History(life(random), List.of(), List.of());
            Person inOrder = played(history.inOrder(), false);
            Person shuffled = played(Histories.shuffled(history, random, true), random.nextBoolean());

            assertThat(raised(shuffled)).as("seed %d", seed).isEqualTo(raised(inOrder));
            Dossier known = dossier(inOrder);
            for (int hour = 0; hour < 24 * 60; hour += 13) {
                Instant at = DAY.plus(Duration.ofHours(hour));
                assertThat(book.model().score(dossier(shuffled), at))
                        .as("seed %d at %s", seed, at)
                        .isCloseTo(book.model().score(known, at), within(1e-9));
            }
            incidents += inOrder.alerts("together").size()
                    + inOrder.alerts("ordered").size();
        }
        assertThat(incidents).isGreaterThan(HISTORIES / 4);
    }

    /** Findings within three days, at distances at which windows end. */
    private static List<Activity> life(SplittableRandom random) {
        List<Activity> life = new ArrayList<>();
        List<Instant> times = new ArrayList<>(List.of(DAY));
        for (int i = 0; i < 4 + random.nextInt(12); i++) {
            long[] edges = {0, 1, 60, 3_599, 3_600, 7_199, 7_200, 7_201, 40_000};
            Instant near = times.get(random.nextInt(times.size()));
            Instant at = near.plusSeconds(edges[random.nextInt(edges.length)]);
            times.add(at);
            life.add(
                    switch (random.nextInt(3)) {
                        case 0 -> Person.activity(ActivityType.PRINT_JOB, "i" + i, at, Attribute.PAGES, 200L);
                        case 1 -> Person.activity(ActivityType.USB_WRITE, "i" + i, at, Attribute.BYTES, 1L);
                        default -> Person.activity(ActivityType.FILE_DOWNLOAD, "i" + i, at, Attribute.BYTES, 500L);
                    });
        }
        life.sort((a, b) -> a.header().time().compareTo(b.header().time()));
        return life;
    }

    private static Person played(List<Input> inputs, boolean stored) {
        Person person = new Person(book);
        for (Input input : inputs) {
            person.takes(input);
            if (stored) {
                person.restarts();
            }
        }
        return person;
    }

    /** {@code several} asks for exactly one kind, which more input can make false: it judges with what was known. */
    private static Map<String, String> raised(Person of) {
        Map<String, String> raised = new TreeMap<>();
        for (String rule : List.of("stick", "bulk", "together", "ordered")) {
            for (Alert alert : of.alerts(rule)) {
                raised.put(alert.id(), new String(AlertJson.write(alert), StandardCharsets.UTF_8));
            }
        }
        return raised;
    }

    private static Dossier dossier(Person of) {
        List<String> exempt = of.alerts("several").stream().map(Alert::id).toList();
        List<Evidence> evidence = of.state().risk().evidence().stream()
                .filter(finding -> exempt.stream().noneMatch(finding.id()::startsWith))
                .toList();
        return new Dossier(evidence, List.of());
    }
}
