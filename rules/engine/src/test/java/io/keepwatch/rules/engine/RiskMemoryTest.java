package io.keepwatch.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.Risk;
import io.keepwatch.rules.book.RuleFiles;
import io.keepwatch.rules.memory.RecordSource;
import io.keepwatch.rules.memory.SubjectState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A person's evidence is kept in a record of its own, bounded, and read only when it is needed")
class RiskMemoryTest {
    private static final String EVIDENCE = Histories.SUBJECT + "\0e";
    private static final Instant DAY = Instant.parse("2026-03-02T10:00:00Z");

    private final Person person = new Person(SampleRules.book());

    private Outcome writes(Instant at, String device) {
        return person.does(ActivityType.USB_WRITE, at.toString(), Attribute.BYTES, 301L, Attribute.DEVICE, device);
    }

    @Test
    @DisplayName("what leaves no evidence of a person without evidence adds no byte, no look and no reading")
    void shouldCostNothingWithoutEvidence() {
        Outcome outcome = person.does(ActivityType.FILE_ACCESS, DAY.toString(), Attribute.CLASSIFICATION, "internal");
        person.restarts();

        assertThat(outcome.risks()).isEmpty();
        assertThat(outcome.due()).isNull();
        assertThat(person.records()).doesNotContainKey(EVIDENCE);
    }

    @Test
    @DisplayName("an activity that leaves no evidence does not read that of others before it")
    void shouldReadEvidenceOnlyWhenItIsNeeded() {
        writes(DAY, "one");
        person.restarts();
        Map<String, byte[]> records = new HashMap<>(person.records());
        records.remove(EVIDENCE);
        Engine engine = new Engine(SampleRules.book(), Histories.ALLOWANCE);
        RecordSource source = records::get;
        SubjectState state = engine.load(Histories.SUBJECT, source);

        Outcome outcome = engine.step(
                state,
                new Input.Happened(Person.activity(
                        ActivityType.FILE_ACCESS, "b1", DAY.plusSeconds(1), Attribute.CLASSIFICATION, "internal")),
                DAY);

        assertThat(outcome.risks()).isEmpty();
        assertThat(outcome.due()).isEqualTo(DAY.plus(Duration.ofDays(1)));
    }

    @Test
    @DisplayName("evidence that cannot be read changes nothing: the activity can be taken in again once it can")
    void shouldChangeNothingWhereEvidenceCannotBeRead() {
        writes(DAY, "one");
        person.restarts();
        byte[] stored = Objects.requireNonNull(person.records().remove(EVIDENCE));
        person.reloads();
        assertThatThrownBy(() -> writes(DAY.plusSeconds(5), "two")).isInstanceOf(IllegalStateException.class);

        person.records().put(EVIDENCE, stored);

        Outcome outcome = person.takes(new Input.Happened(Person.activity(
                ActivityType.USB_WRITE, "a1", DAY.plusSeconds(5), Attribute.BYTES, 301L, Attribute.DEVICE, "two")));
        assertThat(outcome.counting()).isEqualTo(Outcome.Counting.COUNTED);
        assertThat(person.risks().getLast().evidence()).hasSize(4);
    }

    @Test
    @DisplayName("what is stored means the same after a restart, and what a newer release stored is carried through")
    void shouldKeepEverythingOverARestart() {
        writes(DAY, "one");
        Risk before = person.risks().getLast();
        person.restarts();
        byte[] stored = Objects.requireNonNull(person.records().get(EVIDENCE));
        byte[] newer = Arrays.copyOf(stored, stored.length + 5);
        System.arraycopy(new byte[] {99, 3, 7, 8, 9}, 0, newer, stored.length, 5);
        person.records().put(EVIDENCE, newer);
        person.reloads();

        writes(DAY.plusSeconds(5), "two");
        person.restarts();

        assertThat(person.risks().getLast().evidence()).containsAll(before.evidence());
        byte[] written = Objects.requireNonNull(person.records().get(EVIDENCE));
        assertThat(Arrays.copyOfRange(written, written.length - 5, written.length))
                .containsExactly(99, 3, 7, 8, 9);
    }

    @Test
    @DisplayName("much evidence of one person is bounded: what ends first gives way, and that is said")
    void shouldBoundEvidence() {
        Outcome last = null;
        for (int i = 0; i < 70; i++) {
            last = writes(DAY.plus(Duration.ofDays(i)), "one");
        }
        person.restarts();

        assertThat(person.risks().getLast().evidence()).hasSize(128);
        assertThat(Objects.requireNonNull(last).failures())
                .extracting(failure -> failure.reason())
                .anyMatch(reason -> reason.contains("too much evidence"));
        assertThat(Objects.requireNonNull(person.records().get(EVIDENCE)).length)
                .isLessThan(16_000);
        assertThat(Objects.requireNonNull(person.records().get(Histories.SUBJECT)).length)
                .isLessThan(64_000);
    }

    @Test
    @DisplayName("the hot record of an ordinary person with some evidence stays within 1 kB")
    void shouldStayWithinTheHotRecord() {
        person.changesProfile(Histories.profile("Europe/Berlin", true, DAY.minus(Duration.ofDays(40))));
        for (int i = 0; i < 5; i++) {
            writes(DAY.plusSeconds(i), "device" + i);
        }
        person.restarts();

        assertThat(Objects.requireNonNull(person.records().get(Histories.SUBJECT)).length)
                .isLessThanOrEqualTo(1_000);
        System.out.printf(
                "{\"figure\":\"evidence-record\",\"findings\":10,\"bytes\":%d}%n",
                Objects.requireNonNull(person.records().get(EVIDENCE)).length);
    }

    @Test
    @DisplayName("R15b: an activity older than the allowance leaves evidence of its own time")
    void shouldTakeLateEvidenceIn() {
        person.does(ActivityType.FILE_ACCESS, DAY.toString(), Attribute.CLASSIFICATION, "internal");
        Instant before = DAY.minus(Duration.ofDays(5));

        Outcome late = person.does(ActivityType.PRINT_JOB, before.toString(), Attribute.PAGES, 2L);

        assertThat(late.counting()).isEqualTo(Outcome.Counting.LATE);
        assertThat(late.risks()).singleElement().satisfies(risk -> {
            assertThat(risk.at()).isEqualTo(DAY);
            assertThat(risk.evidence()).extracting(Risk.Finding::at).containsOnly(before);
        });
    }

    @Test
    @DisplayName("a second delivery changes no score")
    void shouldCountARepeatOnce() {
        writes(DAY, "one");
        HrEvent notice = Histories.notice("r1", DAY, 14);
        person.givesNotice(notice);
        int told = person.risks().size();

        Outcome again = person.takes(new Input.Happened(
                Person.activity(ActivityType.USB_WRITE, "a0", DAY, Attribute.BYTES, 301L, Attribute.DEVICE, "one")));
        person.givesNotice(notice);

        assertThat(again.counting()).isEqualTo(Outcome.Counting.REPEATED);
        assertThat(person.risks()).hasSize(told);
    }

    @Test
    @DisplayName("a shadow rule alerts in shadow and says nothing of the person; live, it does")
    void shouldLetNoShadowRuleMoveAScore(@TempDir Path directory) throws Exception {
        RuleFiles rules = new RuleFiles(directory).rule("usb", "", "UsbWrite( bytes > 10 )");
        Path declaration = directory.resolve("catalogue/test/usb/rule.yaml");
        String live = Files.readString(declaration)
                + "evidence: [{node: ExfiltratesData, strength: strong, halfLife: 30d}]\n";
        rules.file("catalogue/test/usb/rule.yaml", live.replace("status: live", "status: shadow"));
        Person watched = new Person(rules.load());

        Outcome shadow =
                watched.does(ActivityType.USB_WRITE, DAY.toString(), Attribute.BYTES, 11L, Attribute.DEVICE, "one");
        rules.file("catalogue/test/usb/rule.yaml", live);
        watched.movesTo(rules.load());
        Outcome counted = watched.does(
                ActivityType.USB_WRITE, DAY.plusSeconds(1).toString(), Attribute.BYTES, 11L, Attribute.DEVICE, "one");

        assertThat(shadow.alerts()).extracting(Alert::mode).containsExactly(Alert.Mode.SHADOW);
        assertThat(shadow.risks()).isEmpty();
        assertThat(counted.risks()).hasSize(1);
    }

    @Test
    @DisplayName("a rule without an alert moves the score and tells nobody")
    void shouldRaiseEvidenceAlone(@TempDir Path directory) throws Exception {
        RuleFiles rules = new RuleFiles(directory).rule("usb", "", "UsbWrite( bytes > 10 )");
        String condition = "catalogue/test/usb/rule.drl";
        rules.file(condition, Files.readString(directory.resolve(condition)).replace("raise.alert", "raise.evidence"));
        assertThatThrownBy(rules::load).hasMessageContaining("a rule that raises no alert has some");
        String declaration = "catalogue/test/usb/rule.yaml";
        rules.file(
                declaration,
                Files.readString(directory.resolve(declaration))
                        + "evidence: [{node: ExfiltratesData, strength: strong, halfLife: 30d}]\n");
        Person quiet = new Person(rules.load());
        quiet.givesNotice(Histories.notice("r1", DAY.minusSeconds(60), 14));

        Outcome outcome =
                quiet.does(ActivityType.USB_WRITE, DAY.toString(), Attribute.BYTES, 11L, Attribute.DEVICE, "one");

        assertThat(outcome.alerts()).isEmpty();
        assertThat(outcome.monitoring()).as("no suspicion").isEmpty();
        assertThat(outcome.unalerted()).extracting(Alert::rule).containsExactly("usb");
        assertThat(outcome.risks())
                .singleElement()
                .satisfies(risk -> assertThat(risk.evidence())
                        .extracting(Risk.Finding::kind)
                        .containsExactly("usb"));
    }

    @Test
    @DisplayName("H11: a contract whose end is withdrawn counts again from then on")
    void shouldCountACircumstanceAgain() {
        Instant end = DAY.plus(Duration.ofDays(2));
        Instant again = DAY.plus(Duration.ofDays(4));
        person.givesNotice(
                said("r1", "contractor_onboarding", DAY, new HrEvent.Context("contractor", DAY, null), null));
        person.givesNotice(said("r2", HrEvent.CONTRACT_ENDED, end, null, null));
        person.givesNotice(said("r3", HrEvent.WITHDRAWN, again, null, "r2"));

        assertThat(person.risks().getLast().context())
                .containsExactly(
                        new Risk.Circumstance("contractor", "HR, receipt r1", DAY, end),
                        new Risk.Circumstance("contractor", "HR, receipt r1", again, null));
    }

    private static HrEvent said(
            String receipt, String event, Instant at, HrEvent.@Nullable Context context, @Nullable String withdraws) {
        return new HrEvent(receipt, event, Histories.SUBJECT, null, at, at, Map.of(), null, context, withdraws);
    }

    @Test
    @DisplayName(
            "S2-021: what the identity directory says counts from when it holds, the first word for all time before")
    void shouldTakeCircumstancesFromTheDirectory() {
        Instant moved = DAY.plus(Duration.ofDays(3));
        person.changesProfile(Histories.profile("UTC", true, DAY));
        person.changesProfile(Histories.profile("UTC", false, moved));

        assertThat(person.risks().getLast().context())
                .containsExactly(new Risk.Circumstance("privileged", "identity directory", Instant.EPOCH, moved));
        assertThat(person.risks()).extracting(Risk::reason).containsOnly(Risk.CIRCUMSTANCES);

        List<Risk> told = List.copyOf(person.risks());
        person.changesProfile(Histories.profile("Europe/Berlin", false, moved.plusSeconds(1)));
        assertThat(person.risks()).as("another zone is no other circumstance").isEqualTo(told);
    }
}
