package io.keepwatch.evaluator.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.evaluator.judging.EditableRules;
import io.keepwatch.evaluator.trial.RuleTrial;
import io.keepwatch.evaluator.trial.TrialOutcome;
import io.keepwatch.rules.approval.Approvals;
import io.keepwatch.rules.approval.Keys;
import io.keepwatch.rules.approval.Manifest;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleProblem;
import io.keepwatch.rules.candidate.RuleFiles;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every shape in which a change, or something worse, comes to the rules directory. */
@DisplayName("G10: a good set judges at once, a bad one changes nothing and is named")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RuleIntakeTest {
    private static final String USB = "catalogue/siem/usb-mass-storage/rule.drl";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-03T08:00:00Z"), ZoneOffset.UTC);

    private final Path home;
    private final EditableRules directory;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private LoadedRules rules = new LoadedRules();
    private RuleIntake intake;
    private final PlayedTrial trial = new PlayedTrial();
    private int approvals;

    /** Says what it is told, so that what the intake itself does is seen; {@code TrialsTest} tries for real. */
    private static final class PlayedTrial implements RuleTrial {
        private TrialOutcome outcome = new TrialOutcome.Passed(9, 1);
        private int tried;

        @Override
        public TrialOutcome of(Path set) {
            tried++;
            return outcome;
        }

        @Override
        public void standBy(Supplier<@Nullable Path> known) {
            // Always ready.
        }
    }

    RuleIntakeTest(@TempDir Path home) {
        this.home = home;
        directory = new EditableRules(home);
        intake = intake(directory.directory());
        assertThat(look().ok()).isTrue();
    }

    private RuleIntake intake(Path watched) {
        return new RuleIntake(
                Optional.of(watched),
                new RuleAdmission(
                        new RuleAdmission.Settings(
                                Optional.of("configured"),
                                Duration.ofHours(24),
                                home.resolve("state"),
                                approvals,
                                Optional.empty()),
                        trial),
                rules,
                new RuleMetrics(meters),
                CLOCK);
    }

    @Test
    @DisplayName("an edit in place judges at the next look, and nothing happens without one")
    void shouldFollowAnEdit() throws IOException {
        RuleBook first = book();
        assertThat(intake.look(false).changed()).isFalse();
        directory.usbThreshold(150);

        assertThat(intake.look(false).changed()).isTrue();

        assertThat(book().digest()).isNotEqualTo(first.digest());
        assertThat(last().digest()).isEqualTo(book().digest());
    }

    @Test
    @DisplayName("an edit that keeps size and time of change")
    void shouldFollowAnEditOfSameSizeAndTime() throws IOException {
        Path file = directory.directory().resolve(USB);
        FileTime time = Files.getLastModifiedTime(file);
        String before = book().digest();
        directory.usbThreshold(900);
        Files.setLastModifiedTime(file, time);

        assertThat(look().ok()).isTrue();

        assertThat(book().digest()).isNotEqualTo(before);
    }

    @Test
    @DisplayName("a ConfigMap's ..data is swapped")
    void shouldFollowAConfigMap() throws IOException {
        Path mount = Files.createDirectory(home.resolve("mount"));
        Files.move(directory.directory(), mount.resolve("..v1"));
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..v1"));
        EditableRules next = new EditableRules(home);
        next.usbThreshold(150);
        Files.move(next.directory(), mount.resolve("..v2"));
        rules = new LoadedRules();
        intake = intake(mount);
        assertThat(look().ok()).isTrue();
        String before = book().digest();

        Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("..v2"));
        Files.move(mount.resolve("..data_tmp"), mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

        assertThat(look().ok()).isTrue();
        assertThat(book().digest()).isNotEqualTo(before);
    }

    @Test
    @DisplayName("a broken rule changes nothing, is named with file and line, once; mended it judges again")
    void shouldKeepTheLastGoodSet() throws IOException {
        RuleBook good = book();
        directory.write(
                USB, "rule \"usb-mass-storage\"\nwhen\n    UsbWrite( flown > 3 )\nthen\n    raise.alert();\nend\n");

        LoadedRules.Attempt refused = look();

        assertThat(refused.ok()).isFalse();
        assertThat(refused.problems()).anySatisfy(problem -> {
            assertThat(problem.rule()).isEqualTo("usb-mass-storage");
            assertThat(problem.file()).isEqualTo(USB);
            assertThat(problem.line()).isEqualTo(3);
        });
        assertThat(refused.content()).isNotNull();
        assertThat(refused.digest()).isNull();
        assertThat(book()).isSameAs(good);
        assertThat(gauge("keepwatch.rules.last.reload.successful")).isZero();
        assertThat(look()).as("not tried again at every look").isSameAs(refused);

        directory.usbThreshold(100);
        assertThat(look().ok()).as("nothing to mend there").isFalse();
        directory.write(
                USB,
                "rule \"usb-mass-storage\"\nwhen\n    UsbWrite( written > 120 * MB )\nthen\n    raise.alert();\nend\n");

        assertThat(look().ok()).isTrue();
        assertThat(book()).isNotSameAs(good);
        assertThat(gauge("keepwatch.rules.last.reload.successful")).isOne();
    }

    @Test
    @DisplayName("a change that is taken back is as if it had never been")
    void shouldRecoverWhenAChangeIsTakenBack() throws IOException {
        RuleBook good = book();
        String text = Files.readString(directory.directory().resolve(USB));
        directory.write(USB, "nonsense");
        assertThat(look().ok()).isFalse();

        directory.write(USB, text);

        assertThat(look().ok()).isTrue();
        assertThat(book()).isSameAs(good);
    }

    @Test
    @DisplayName("a directory that disappears, and comes back")
    void shouldSurviveADirectoryThatIsGone() throws IOException {
        RuleBook good = book();
        Path away = home.resolve("away");
        Files.move(directory.directory(), away);

        LoadedRules.Attempt gone = look();
        assertThat(gone.problems()).extracting(RuleProblem::reason).containsExactly("is missing");
        assertThat(book()).isSameAs(good);

        Files.move(away, directory.directory());
        assertThat(look().ok()).isTrue();
        assertThat(book()).isSameAs(good);
    }

    @Test
    @DisplayName("a refused set is refused again, with its reasons, after the directory was away")
    void shouldRememberWhyWhenTheDirectoryComesBack() throws IOException {
        directory.write(USB, "nonsense");
        LoadedRules.Attempt refused = look();
        Path away = home.resolve("away");
        Files.move(directory.directory(), away);
        assertThat(look().problems()).isNotEqualTo(refused.problems());

        Files.move(away, directory.directory());

        assertThat(look().problems()).isEqualTo(refused.problems());
    }

    @Test
    @DisplayName("what changes while it is read is not taken, and said if it does not end")
    void shouldNotTakeWhatIsHalfWritten() throws Exception {
        RuleBook good = book();
        // Whole versions, ever new ones: none of them is wrong, but no two looks see the same.
        Path swap = directory.directory().resolve(".next");
        String text = Files.readString(directory.directory().resolve(USB));
        Thread editor = Thread.ofPlatform().daemon().start(() -> {
            for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                try {
                    Files.writeString(swap, text + "// " + i + "\n");
                    Files.move(swap, directory.directory().resolve(USB), StandardCopyOption.ATOMIC_MOVE);
                } catch (IOException e) {
                    return;
                }
            }
        });
        try {
            LoadedRules.Attempt attempt = last();
            while (attempt.ok()) {
                attempt = look();
            }
            assertThat(attempt.problems())
                    .extracting(RuleProblem::reason)
                    .containsExactly("does not stand still, so it is not taken");
            assertThat(book()).isSameAs(good);
        } finally {
            editor.interrupt();
            editor.join();
        }
        directory.usbThreshold(300);

        assertThat(look().ok()).isTrue();
    }

    @Test
    @DisplayName("FIFO, link out, huge file, two rules of one id, YAML bomb: each refused and named, nothing disturbed")
    void shouldRefuseWhatIsNoRuleSet() throws Exception {
        RuleBook good = book();
        Path lists = directory.directory().resolve("lists");
        Path fifo = lists.resolve("pipe.yaml");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        assertRefused("lists/pipe.yaml");
        Files.delete(fifo);

        Files.createSymbolicLink(lists.resolve("leak.yaml"), Path.of("/etc/hostname"));
        assertRefused("lists/leak.yaml");
        Files.delete(lists.resolve("leak.yaml"));

        directory.write("lists/huge.yaml", "x".repeat(4_000_001));
        assertRefused("lists/huge.yaml");
        Files.delete(lists.resolve("huge.yaml"));

        directory.write("lists/bomb.yaml", """
                description: &a [x, x, x, x, x, x, x, x, x]
                entries: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
                more: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
                """);
        assertRefused("lists/bomb.yaml");
        Files.delete(lists.resolve("bomb.yaml"));

        copy("catalogue/siem/usb-mass-storage", "catalogue/second/usb-mass-storage");
        assertRefused("catalogue/siem/usb-mass-storage/rule.yaml");

        assertThat(book()).isSameAs(good);
    }

    @Test
    @DisplayName("POST reload tries a refused set once more")
    void shouldTryAgainWhenAsked() throws IOException {
        directory.write(USB, "nonsense");
        LoadedRules.Attempt refused = look();

        RuleIntake.Look again = intake.look(true);

        assertThat(again.changed()).isFalse();
        assertThat(Objects.requireNonNull(again.attempt()).problems()).isEqualTo(refused.problems());
    }

    @Test
    @DisplayName("the commit stands in the directory, else in the configuration")
    void shouldNameTheCommit() throws IOException {
        assertThat(book().commit()).isEqualTo("configured");
        directory.write("COMMIT", "0a1b2c3\n");

        assertThat(look().ok()).isTrue();

        assertThat(book().commit()).isEqualTo("0a1b2c3");
        assertThat(meters.get("keepwatch.rules.info").gauge().getId().getTag("commit"))
                .isEqualTo("0a1b2c3");
    }

    @Test
    @DisplayName("files that judge nothing may change without a swap")
    void shouldNotSwapForWhatJudgesAlike() throws IOException {
        RuleBook before = book();
        directory.write("baseline/quiet.yaml", "description: Nothing happens.\nactivities: []\n");

        assertThat(intake.look(false).changed()).isFalse();

        assertThat(last().ok()).isTrue();
        assertThat(book()).isSameAs(before);
    }

    @Test
    @DisplayName("a start judges with the set accepted last, also where the directory holds a bad one, or none")
    void shouldBeginWithTheLastAcceptedSet() throws IOException {
        String good = book().digest();
        directory.write(USB, "nonsense");
        assertThat(look().ok()).isFalse();

        restart();

        assertThat(book().digest()).isEqualTo(good);
        assertThat(last().ok()).isTrue();
        assertThat(look().ok()).isFalse();
        assertThat(book().digest()).isEqualTo(good);
    }

    @Test
    @DisplayName("a copy that was tampered with is not judged with")
    void shouldNotBeginWithADamagedCopy() throws IOException {
        try (var copies = Files.newDirectoryStream(home.resolve("state/rules"), Files::isDirectory)) {
            for (Path copy : copies) {
                Files.writeString(copy.resolve(USB), "rule \"usb-mass-storage\" when UsbWrite() then end");
            }
        }

        restart();

        assertThat(rules.book()).isNull();
        assertThat(look().ok()).isTrue();
    }

    @Test
    @DisplayName("only the accepted set's copy is kept")
    void shouldNotPileUpCopies() throws IOException {
        for (int i = 0; i < 4; i++) {
            directory.usbThreshold(300 + i);
            assertThat(look().ok()).isTrue();
        }

        try (var copies = Files.list(home.resolve("state/rules")).filter(Files::isDirectory)) {
            assertThat(copies).hasSize(1);
        }
    }

    @Test
    @DisplayName("what did not come through its trial never judges, and is tried once")
    void shouldNotJudgeWithWhatWasNotPassed() throws IOException {
        RuleBook good = book();
        RuleProblem problem = new RuleProblem("usb-mass-storage", USB, 3, "a case failed");
        trial.outcome = new TrialOutcome.Refused(List.of(problem));
        directory.usbThreshold(150);

        assertThat(look().problems()).containsExactly(problem);
        assertThat(look().problems()).containsExactly(problem);
        assertThat(book()).isSameAs(good);
        assertThat(trial.tried).isEqualTo(2);
    }

    @Test
    @DisplayName("where nothing can be tried, new sets are refused with that reason and the last good one judges")
    void shouldRefuseWhatCannotBeTried() throws IOException {
        RuleBook good = book();
        trial.outcome = new TrialOutcome.NotTried("no process can be started");
        directory.usbThreshold(150);

        assertThat(look().problems()).extracting(RuleProblem::reason).containsExactly("no process can be started");
        assertThat(book()).isSameAs(good);
        trial.outcome = new TrialOutcome.Passed(9, 1);

        assertThat(intake.look(true).changed()).isTrue();
    }

    @Test
    @DisplayName("a start with what was accepted before tries nothing")
    void shouldNotTryWhatWasAcceptedBefore() {
        int before = trial.tried;

        restart();

        assertThat(look().ok()).isTrue();
        assertThat(trial.tried).isEqualTo(before);
    }

    @Test
    @DisplayName(
            "a set that loses more than a fifth of the live rules is refused, each named; retired ones are not lost")
    void shouldRefuseASetThatDropsRules() throws IOException {
        RuleBook good = book();
        drop("off-hours-classified");
        assertThat(intake.look(false).changed()).as("one of nine").isTrue();
        drop("bulk-download");
        assertThat(intake.look(false).changed()).as("one of eight").isTrue();
        String before = book().digest();

        drop("mail-to-outside");
        drop("classified-print");

        assertThat(look().problems())
                .extracting(RuleProblem::reason)
                .singleElement()
                .asString()
                .contains("2 of 7 live rules", "classified-print, mail-to-outside");
        assertThat(book().digest()).isEqualTo(before).isNotEqualTo(good.digest());
    }

    @Test
    void shouldTakeASetThatRetiresRules() throws IOException {
        for (String rule : List.of("usb-mass-storage", "bulk-download", "mail-to-outside", "classified-print")) {
            String file = "catalogue/siem/" + rule + "/rule.yaml";
            directory.write(
                    file,
                    Files.readString(directory.directory().resolve(file))
                            .replace("status: live", "status: retired\nretired: Nobody needs it."));
        }

        assertThat(look().problems()).isEmpty();
        assertThat(book().rules()).hasSize(5);
    }

    @Test
    @DisplayName(
            "S2-086: with approvals=2 the author's tools make a set that passes, and an older one does not come back")
    void shouldWantTwoApprovals() throws Exception {
        KeyPair bob = key("bob");
        KeyPair carol = key("carol");
        approvals = 2;
        restart();
        assertThat(rules.book())
                .as("accepted without approvals, when none were needed")
                .isNull();
        assertThat(look().problems()).extracting(RuleProblem::file).containsExactly(Manifest.FILE);
        directory.usbThreshold(110);
        approve(1, bob, carol);
        assertThat(look().problems()).isEmpty();
        String first = book().digest();
        Path aside = home.resolve("aside");
        Files.walk(directory.directory()).forEach(file -> copyTo(aside, file));

        directory.usbThreshold(120);
        assertThat(look().problems()).extracting(RuleProblem::reason).contains("is not what the manifest says");
        approve(2, bob, carol);
        assertThat(look().problems()).isEmpty();
        String second = book().digest();
        assertThat(second).isNotEqualTo(first);

        // A set that brings an approver of its own is asked for those it had before.
        KeyPair mallory = key("mallory");
        directory.usbThreshold(999);
        approve(3, bob, mallory);
        assertThat(look().problems()).extracting(RuleProblem::reason).contains("mallory is no approver");
        assertThat(book().digest()).isEqualTo(second);

        Files.walk(aside).forEach(file -> copyTo(directory.directory(), aside, file));
        Files.delete(directory.directory().resolve("approvers/mallory.pem"));
        Files.delete(directory.directory().resolve("approvals/mallory.sig"));
        assertThat(look().problems())
                .extracting(RuleProblem::reason)
                .contains("number 1 is not after 2, which was approved before");
        restart();
        assertThat(book().digest()).as("approved as it is").isEqualTo(second);
        assertThat(look().ok()).isFalse();
    }

    private KeyPair key(String name) throws Exception {
        KeyPair key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        directory.write(
                "approvers/" + name + ".pem",
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getEncoder().encodeToString(key.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        names.put(key, name);
        return key;
    }

    private final Map<KeyPair, String> names = new HashMap<>();

    private void approve(long number, KeyPair... keys) throws Exception {
        byte[] manifest = Manifest.of(
                        number,
                        "alice",
                        null,
                        RuleFiles.read(directory.directory()).files())
                .write();
        directory.write(Manifest.FILE, new String(manifest, StandardCharsets.UTF_8));
        for (KeyPair key : keys) {
            directory.write(
                    Approvals.signatureOf(Objects.requireNonNull(names.get(key))),
                    new String(Keys.sign(manifest, key.getPrivate()), StandardCharsets.UTF_8));
        }
    }

    private void copyTo(Path target, Path file) {
        copyTo(target, directory.directory(), file);
    }

    private static void copyTo(Path target, Path root, Path file) {
        try {
            Path copy = target.resolve(root.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(copy);
            } else {
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void drop(String rule) throws IOException {
        Path folder = directory.directory().resolve("catalogue/siem").resolve(rule);
        for (String name : List.of("rule.yaml", "rule.drl", "cases.yaml")) {
            Files.delete(folder.resolve(name));
        }
        Files.delete(folder);
    }

    private void restart() {
        rules = new LoadedRules();
        intake = intake(directory.directory());
        intake.begin();
    }

    private void assertRefused(String file) {
        LoadedRules.Attempt attempt = look();
        assertThat(attempt.ok()).as(file).isFalse();
        assertThat(attempt.problems()).extracting(RuleProblem::file).contains(file);
        assertThat(attempt.problems()).as("nothing else is blamed").hasSize(1);
    }

    private void copy(String from, String to) throws IOException {
        for (String name : List.of("rule.yaml", "rule.drl", "cases.yaml")) {
            directory.write(
                    to + "/" + name, Files.readString(directory.directory().resolve(from + "/" + name)));
        }
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    private LoadedRules.Attempt look() {
        return Objects.requireNonNull(intake.look(false).attempt());
    }

    private LoadedRules.Attempt last() {
        return Objects.requireNonNull(rules.last());
    }

    private RuleBook book() {
        return Objects.requireNonNull(rules.book());
    }
}
