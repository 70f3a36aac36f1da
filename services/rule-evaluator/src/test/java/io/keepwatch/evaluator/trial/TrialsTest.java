package io.keepwatch.evaluator.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.evaluator.judging.EditableRules;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleBooks;
import io.keepwatch.rules.book.RuleProblem;
import io.keepwatch.rules.judgement.CompiledConditions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With real processes; the harmful ones are shell scripts in the place of the engine. */
@DisplayName("G15: a rule set is tried in a process of its own, which may take no more than it is given")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TrialsTest {
    private static final String USB = "catalogue/siem/usb-mass-storage/";

    private final Path home;
    private final Path compiled;
    private Trials trials;

    TrialsTest(@TempDir Path home) {
        this.home = home;
        compiled = home.resolve("compiled");
        trials = real(Trials.Limits.USUAL);
    }

    private Trials real(Trials.Limits limits) {
        return new Trials(TrialCommand.of(compiled), home.resolve("trial"), limits);
    }

    @AfterEach
    void end() {
        trials.close();
    }

    @Test
    @DisplayName("a good set passes and leaves its compiled conditions; one process tries many, a refusal ends it")
    void shouldTrySets() throws Exception {
        EditableRules rules = new EditableRules(home);

        assertThat(trials.of(rules.directory())).isInstanceOfSatisfying(TrialOutcome.Passed.class, passed -> {
            assertThat(passed.rules()).isEqualTo(9);
            assertThat(passed.cases()).isGreaterThan(27);
        });
        long first = trials.pid();
        try (Stream<Path> kept = Files.list(compiled)) {
            assertThat(kept).hasSize(9);
        }
        RuleBook loaded = RuleBooks.load(rules.directory(), null, CompiledConditions.in(compiled));
        assertThat(loaded.rules()).hasSize(9);

        rules.usbThreshold(101);
        rules.write("baseline/usb.yaml", """
                description: An ordinary write.
                people:
                  kara: {timeZone: Europe/Berlin}
                activities:
                  - {time: "2026-03-02T09:00:00Z", type: usb.write, user: kara, bytes: 102000000, device: a}
                """);
        List<RuleProblem> problems = refused(rules);
        assertThat(trials.pid()).as("ended").isEqualTo(-1);
        assertThat(problems)
                .anySatisfy(problem -> {
                    assertThat(problem.file()).isEqualTo("baseline/usb.yaml");
                    assertThat(problem.reason()).contains("usb-mass-storage").doesNotContain("\n");
                })
                .anySatisfy(problem -> {
                    assertThat(problem.rule()).isEqualTo("usb-mass-storage");
                    assertThat(problem.file()).isEqualTo(USB + "cases.yaml");
                    assertThat(problem.line()).isPositive();
                });

        rules.write(
                USB + "rule.drl",
                "rule \"usb-mass-storage\"\nwhen\n    UsbWrite( flown > 1 )\nthen\n    raise.alert();\nend\n");
        assertThat(refused(rules)).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(USB + "rule.drl");
            assertThat(problem.line()).isEqualTo(3);
        });
        assertThat(first).isPositive();
    }

    @Test
    @DisplayName("a process that was killed is replaced, and the set does not notice")
    void shouldReplaceAProcessThatDied() throws Exception {
        EditableRules rules = new EditableRules(home);
        trials.standBy(() -> null);
        long first = trials.pid();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        ProcessHandle.of(first).ifPresent(process -> process.onExit().join());

        assertThat(trials.of(rules.directory())).isInstanceOf(TrialOutcome.Passed.class);

        assertThat(trials.pid()).isNotEqualTo(first).isPositive();
        assertThat(trials.state()).isEqualTo(Trials.State.STANDING);
    }

    @Test
    @DisplayName("a process is replaced after so many sets")
    void shouldReplaceAProcessThatHasTriedEnough() throws Exception {
        trials.close();
        trials = script("while read number set; do echo \"{\\\"number\\\":$number,\\\"problems\\\":[]}\"; done", 2, 60);
        trials.of(home);
        long first = trials.pid();
        trials.of(home);
        trials.standBy(() -> null);

        assertThat(trials.pid()).isNotEqualTo(first);
    }

    @Test
    @DisplayName("one that has grown old tries on until its successor is warm")
    void shouldNotWaitForASuccessor() throws Exception {
        Path warm = home.resolve("warm");
        trials = script(
                "while read number set; do if [ $number = 0 ]; then until [ -e " + warm + " ]; do sleep 0.02; done; fi;"
                        + " echo \"{\\\"number\\\":$number,\\\"problems\\\":[]}\"; done",
                2,
                60);
        trials.of(home);
        trials.of(home);
        long old = trials.pid();
        ProcessHandle process = ProcessHandle.of(old).orElseThrow();

        trials.standBy(() -> home);

        assertThat(trials.of(home)).isInstanceOf(TrialOutcome.Passed.class);
        assertThat(trials.pid()).isEqualTo(old);
        Files.createFile(warm);
        while (trials.pid() == old) {
            trials.standBy(() -> home);
        }
        process.onExit().join();
        assertThat(trials.of(home)).isInstanceOf(TrialOutcome.Passed.class);
    }

    @Test
    @DisplayName("a fresh process gets warm with a set that came through before; the next answer is the next set's")
    void shouldGetWarm() throws Exception {
        Path seen = home.resolve("seen");
        trials = script(
                "while read number set; do echo $number >> " + seen
                        + "; echo \"{\\\"number\\\":$number,\\\"problems\\\":[]}\"; done",
                50,
                60);
        trials.standBy(() -> home);

        assertThat(trials.of(home)).isInstanceOf(TrialOutcome.Passed.class);

        assertThat(Files.readAllLines(seen)).containsExactly("0", "1");
    }

    @Test
    @DisplayName("a set that takes too long is refused, and its process is gone")
    void shouldEndWhatTakesTooLong() throws Exception {
        trials = script("while true; do :; done", 50, 1);
        trials.standBy(() -> null);
        ProcessHandle process = ProcessHandle.of(trials.pid()).orElseThrow();

        assertThat(reason(trials.of(home))).contains("longer than 1 s");

        process.onExit().join();
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    @DisplayName("a set that kills its process twice is refused")
    void shouldRefuseWhatKillsItsProcess() throws Exception {
        trials = script("read line; exit 3", 50, 60);

        assertThat(reason(trials.of(home))).contains("died", "code 3");
    }

    @Test
    @DisplayName("nonsense, endless lines and answers to other questions pass nothing")
    void shouldNotBelieveNonsense() throws Exception {
        trials = script("read line; echo '{\"passed\":true}'; read line", 50, 60);
        assertThat(reason(trials.of(home))).contains("nonsense");
        trials = script("read line; echo '{\"number\":7,\"problems\":[]}'; read line", 50, 60);
        assertThat(reason(trials.of(home))).contains("another question");
        trials = script("read line; yes | tr -d '\\n'", 50, 60);
        assertThat(reason(trials.of(home))).contains("died");
    }

    @Test
    void shouldSayThatNothingCanBeStarted() throws Exception {
        trials = new Trials(
                List.of(home.resolve("no-such-java").toString()), home.resolve("trial"), Trials.Limits.USUAL);

        assertThat(trials.of(home))
                .isInstanceOfSatisfying(
                        TrialOutcome.NotTried.class,
                        not -> assertThat(not.reason()).contains("no process can be started"));
        assertThat(trials.state()).isEqualTo(Trials.State.CANNOT_START);
    }

    @Test
    @DisplayName("the process knows nothing of our environment, and ends when nobody listens any more")
    void shouldGiveItNothingAndTakeItAlong() throws Exception {
        Path seen = home.resolve("seen");
        trials = script("env > " + seen + "; pwd >> " + seen + "; read line", 50, 60);
        trials.standBy(() -> null);
        ProcessHandle process = ProcessHandle.of(trials.pid()).orElseThrow();
        assertThat(reason(trials.of(home))).contains("died");

        process.onExit().join();
        assertThat(Files.readString(seen))
                .doesNotContain("HOME=", "KEEPWATCH", "TZ=")
                .contains("/trial/empty");
    }

    @Test
    @DisplayName("the real process ends by itself when its input does, also in the midst of a set")
    void shouldDieWithItsParent() throws Exception {
        EditableRules rules = new EditableRules(home);
        Process process = new ProcessBuilder(TrialCommand.of(compiled))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().write(("1 " + rules.directory() + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private Trials script(String script, int sets, int seconds) {
        trials.close();
        return new Trials(
                List.of("/bin/sh", "-c", script),
                home.resolve("trial"),
                new Trials.Limits(Duration.ofSeconds(seconds), sets));
    }

    private List<RuleProblem> refused(EditableRules rules) throws InterruptedException {
        TrialOutcome outcome = trials.of(rules.directory());
        assertThat(outcome).isInstanceOf(TrialOutcome.Refused.class);
        return ((TrialOutcome.Refused) outcome).problems();
    }

    private static String reason(TrialOutcome outcome) {
        assertThat(outcome).isInstanceOf(TrialOutcome.Refused.class);
        return ((TrialOutcome.Refused) outcome).problems().getFirst().reason();
    }
}
