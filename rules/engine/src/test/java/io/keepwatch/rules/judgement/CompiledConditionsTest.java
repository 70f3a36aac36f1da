package io.keepwatch.rules.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.ActivityHeader;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.UsbWrite;
import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.WindowDeclaration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was compiled once is not compiled again (G5), and is trusted no more for having been kept. */
@DisplayName("Conditions compiled earlier are read back, and looked at like new ones")
class CompiledConditionsTest {
    private static final RuleSource FIRST = Rules.rule("first", "UsbWrite( bytes > 100 )");
    private static final RuleSource SECOND = Rules.rule("second", "UsbWrite( bytes > 200 )");
    private static final UsbWrite WRITE =
            new UsbWrite(new ActivityHeader("1", "t", Instant.EPOCH, null, null, "s", false), 150, "a", null);

    @TempDir
    private Path temporary = Path.of("");

    private Path directory = Path.of("");

    @BeforeEach
    void directoryThatIsNotThereYet() {
        directory = temporary.resolve("state/compiled-rules");
    }

    @Test
    @DisplayName("a second start judges alike and compiles nothing")
    void shouldReadBack() throws Exception {
        assertThat(matches(FIRST, SECOND)).containsExactly("first");
        Map<String, Long> kept = files();
        assertThat(kept).hasSize(2);

        assertThat(matches(FIRST, SECOND)).containsExactly("first");

        assertThat(files()).as("untouched").isEqualTo(kept);
    }

    @Test
    @DisplayName("a changed rule is compiled, the others are not, and what nobody needs any more is forgotten")
    void shouldCompileWhatChanged() throws Exception {
        matches(FIRST, SECOND);
        Map<String, Long> before = files();

        assertThat(matches(FIRST, Rules.rule("second", "UsbWrite( bytes > 120 )")))
                .containsExactly("first", "second");

        Map<String, Long> after = files();
        assertThat(after).hasSize(2);
        assertThat(after.entrySet().stream().filter(before.entrySet()::contains))
                .hasSize(1);
    }

    @Test
    @DisplayName("a window that another rule declares does not compile the others anew")
    void shouldNotDependOnOtherRulesWindows() throws Exception {
        WindowDeclaration alone = window(0, 1);
        WindowDeclaration after = window(1, 1);
        assertThat(compiled(List.of(alone), counting("second", alone))).isOne();

        assertThat(compiled(List.of(window(0, 2), after), counting("first", window(0, 2)), counting("second", after)))
                .as("only the new one")
                .isOne();
    }

    @Test
    @DisplayName("a set that is only tried leaves what others kept")
    void shouldNotForgetForATrial() throws Exception {
        matches(FIRST, SECOND);

        RuleCompiler.compile(List.of(FIRST), List.of(), new Lists(Map.of()), CompiledConditions.tryingIn(directory));

        assertThat(files()).hasSize(2);
    }

    private static RuleSource counting(String id, WindowDeclaration window) {
        return new RuleSource(
                id,
                "catalogue/test/" + id + "/rule.drl",
                "rule \"" + id + "\"\nwhen\n    UsbWrite( writes > 3 )\nthen\n    raise.alert();\nend\n",
                Map.of("writes", window));
    }

    private static WindowDeclaration window(int index, int hours) {
        return new WindowDeclaration(
                index,
                hours,
                Set.of(ActivityType.USB_WRITE),
                Map.of(),
                WindowDeclaration.Aggregate.COUNT,
                null,
                List.of(),
                new WindowDeclaration.Sliding(Duration.ofHours(hours)));
    }

    /** How many were compiled. */
    private long compiled(List<WindowDeclaration> windows, RuleSource... sources) throws Exception {
        Map<String, Long> before = Files.isDirectory(directory) ? files() : Map.of();
        RuleCompiler.compile(List.of(sources), windows, new Lists(Map.of()), CompiledConditions.tryingIn(directory));
        return files().keySet().stream()
                .filter(file -> !before.containsKey(file))
                .count();
    }

    @Test
    @DisplayName("a damaged, an empty and a foreign file are compiled anew, in place")
    void shouldIgnoreDamage() throws Exception {
        matches(FIRST);
        Path file = directory.resolve(files().keySet().iterator().next());
        byte[] whole = Files.readAllBytes(file);
        byte[] cut = Arrays.copyOf(whole, whole.length / 3);
        byte[] turned = whole.clone();
        turned[whole.length / 4] ^= 0x40;
        for (byte[] damaged : List.of(new byte[0], cut, turned, "nothing of ours".getBytes(StandardCharsets.UTF_8))) {
            Files.write(file, damaged);

            assertThat(matches(FIRST)).containsExactly("first");

            assertThat(files()).hasSize(1);
            assertThat(Files.size(file)).isGreaterThan(damaged.length / 2);
        }
    }

    @Test
    @DisplayName("a file cut between two of its classes is compiled anew")
    void shouldIgnoreAFileThatEndsEarly() throws Exception {
        matches(FIRST);
        Path file = directory.resolve(files().keySet().iterator().next());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("io/keepwatch/rules/set/r_first/Half.class"));
            zip.closeEntry();
        }

        assertThat(matches(FIRST)).containsExactly("first");
    }

    @Test
    @DisplayName("hostile code put where a rule's classes are kept never runs: the rule is compiled anew")
    void shouldNotUseWhatWasPlanted() throws Exception {
        matches(FIRST);
        Path file = directory.resolve(files().keySet().iterator().next());
        RuleSource hostile = Rules.source(
                "first",
                "rule \"first\" salience ( " + ContainmentTest.TRAP + " ) when UsbWrite() then raise.alert(); end");
        CompiledConditions elsewhere = CompiledConditions.in(temporary.resolve("elsewhere"));
        RuleCompiler.compile(List.of(hostile), List.of(), new Lists(Map.of()), Set.of(), elsewhere);
        Trap.reset();
        Files.copy(onlyFile(temporary.resolve("elsewhere")), file, StandardCopyOption.REPLACE_EXISTING);

        byte[] planted = Files.readAllBytes(file);

        assertThat(matches(FIRST)).containsExactly("first");

        assertThat(Trap.isSprung()).as("planted code has run").isFalse();
        assertThat(Files.readAllBytes(file)).as("replaced").isNotEqualTo(planted);
    }

    @Test
    @DisplayName("classes outside the rule's own package are not taken")
    void shouldNotTakeForeignClasses() throws Exception {
        matches(FIRST);
        Path file = directory.resolve(files().keySet().iterator().next());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("io/keepwatch/rules/set/r_other/Foreign.class"));
            zip.write(new byte[] {1, 2, 3});
            zip.closeEntry();
        }

        assertThat(matches(FIRST)).containsExactly("first");
    }

    @Test
    @DisplayName("a directory that cannot be written keeps nothing and disturbs nothing")
    void shouldDoWithoutADirectory() throws Exception {
        Files.createDirectories(directory.getParent());
        Files.writeString(directory, "a file where the directory should be");

        assertThat(matches(FIRST)).containsExactly("first");
        assertThat(directory).hasContent("a file where the directory should be");
    }

    @Test
    @DisplayName("only the process itself may read and write what it keeps")
    void shouldBePrivate() throws Exception {
        matches(FIRST);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
    }

    private List<String> matches(RuleSource... sources) throws RuleSetException {
        CompiledRules compiled = RuleCompiler.compile(
                List.of(sources), List.of(), new Lists(Map.of()), CompiledConditions.in(directory));
        return Rules.judge(compiled, true).judge(WRITE, Rules.NO_WINDOWS, Context.UNKNOWN).matched().stream()
                .map(Rule::id)
                .toList();
    }

    private Map<String, Long> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.collect(Collectors.toMap(
                    file -> file.getFileName().toString(), file -> file.toFile().lastModified()));
        }
    }

    private static Path onlyFile(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findFirst().orElseThrow();
        }
    }
}
