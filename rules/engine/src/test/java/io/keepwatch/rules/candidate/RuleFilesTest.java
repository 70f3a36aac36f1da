package io.keepwatch.rules.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.rules.book.RuleSetException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("G10: what lies in the rules directory, in whatever shape it came there")
class RuleFilesTest {
    private static final String RULE = "catalogue/siem/a/rule.drl";

    @TempDir
    private Path temporary = Path.of("");

    private Path rules = Path.of("");

    @BeforeEach
    void aSet() throws IOException {
        rules = temporary.resolve("rules");
        write(rules, RULE, "one");
        write(rules, "lists/words.yaml", "two");
    }

    @Test
    void shouldReadWhatBelongsToASetAndNothingElse() throws Exception {
        write(rules, "engine/src/Secret.java", "not a rule");
        write(rules, "README.md", "not a rule");
        write(rules, "catalogue/siem/a/.rule.drl.swp", "an editor's");
        write(rules, "catalogue/siem/a/rule.drl~", "an editor's");
        write(rules, "catalogue/siem/a/#rule.drl#", "an editor's");

        assertThat(RuleFiles.read(rules).files()).containsOnlyKeys(RULE, "lists/words.yaml");
    }

    @Test
    @DisplayName("an edit of the same length that leaves the time of change alone is seen")
    void shouldSeeAnEditOfSameSizeAndTime() throws Exception {
        FileTime before = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        Files.setLastModifiedTime(rules.resolve(RULE), before);
        String digest = RuleFiles.read(rules).digest();

        write(rules, RULE, "eno");
        Files.setLastModifiedTime(rules.resolve(RULE), before);

        assertThat(RuleFiles.read(rules).digest()).isNotEqualTo(digest);
        write(rules, RULE, "one");
        assertThat(RuleFiles.read(rules).digest()).as("edited back").isEqualTo(digest);
    }

    @Test
    @DisplayName("a file that moves is another set, also where all contents stay")
    void shouldDigestNamesToo() throws Exception {
        String digest = RuleFiles.read(rules).digest();
        Files.move(rules.resolve("lists/words.yaml"), rules.resolve("lists/terms.yaml"));

        assertThat(RuleFiles.read(rules).digest()).isNotEqualTo(digest);
    }

    @Test
    @DisplayName("the layout of a ConfigMap: links into ..data, which is swapped")
    void shouldFollowAConfigMap() throws Exception {
        Path mount = Files.createDirectory(temporary.resolve("mount"));
        write(mount, "..2026_01/" + RULE, "old");
        write(mount, "..2026_02/" + RULE, "new");
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..2026_01"));
        Files.createSymbolicLink(mount.resolve("catalogue"), Path.of("..data/catalogue"));
        assertThat(RuleFiles.read(mount).files().get(RULE)).asString().isEqualTo("old");

        Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("..2026_02"));
        Files.move(mount.resolve("..data_tmp"), mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

        assertThat(RuleFiles.read(mount).files().get(RULE)).asString().isEqualTo("new");
    }

    @Test
    @DisplayName("git-sync: the directory itself is a link that is swapped")
    void shouldFollowALinkToTheDirectory() throws Exception {
        Path link = temporary.resolve("current");
        Files.createSymbolicLink(link, rules);

        assertThat(RuleFiles.read(link).digest())
                .isEqualTo(RuleFiles.read(rules).digest());
    }

    @Test
    @DisplayName("links within the set are files like others")
    void shouldFollowALinkWithin() throws Exception {
        Files.createSymbolicLink(rules.resolve("lists/alias.yaml"), Path.of("words.yaml"));

        assertThat(RuleFiles.read(rules).files()).containsKey("lists/alias.yaml");
    }

    @Test
    void shouldRefuseALinkOutOfTheSet() throws Exception {
        Files.writeString(temporary.resolve("outside"), "secret");
        Files.createSymbolicLink(rules.resolve("lists/leak.yaml"), temporary.resolve("outside"));

        refused("lists/leak.yaml", "out of the rules directory");
    }

    @Test
    void shouldRefuseAFolderThatLeadsOut() throws Exception {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Files.createSymbolicLink(rules.resolve("catalogue/all"), elsewhere);

        refused("catalogue/all", "out of the rules directory");
    }

    @Test
    @DisplayName("a link to a folder above ends somewhere")
    void shouldRefuseALoop() throws Exception {
        for (String name : new String[] {"a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8"}) {
            Files.createSymbolicLink(rules.resolve("catalogue/" + name), rules.resolve("catalogue"));
        }

        assertThatThrownBy(() -> RuleFiles.read(rules))
                .isInstanceOf(RuleSetException.class)
                .hasMessageMatching("(?s)catalogue/.*(deeper|too many).*");
    }

    @Test
    @DisplayName("a FIFO is not waited for")
    void shouldRefuseAFifo() throws Exception {
        Path fifo = rules.resolve("lists/pipe.yaml");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();

        refused("lists/pipe.yaml", "neither a file nor a directory");
    }

    @Test
    @DisplayName("a file of 1 GB is not read")
    void shouldRefuseAHugeFile() throws Exception {
        try (RandomAccessFile huge =
                new RandomAccessFile(rules.resolve("lists/huge.yaml").toFile(), "rw")) {
            huge.setLength(1L << 30);
        }

        refused("lists/huge.yaml", "larger than " + RuleFilesReader.LARGEST_FILE);
    }

    @Test
    void shouldRefuseTooManyFiles() throws Exception {
        for (int i = 0; i < RuleFilesReader.MOST_ENTRIES; i++) {
            Files.createFile(rules.resolve("lists/l" + i));
        }

        refused("lists/", "too many");
    }

    @Test
    void shouldRefuseANameThatCannotBePrinted() throws Exception {
        write(rules, "lists/two\nlines.yaml", "x");

        refused("lists", "cannot be printed");
    }

    @Test
    void shouldSayThatADirectoryIsMissing() {
        assertThatThrownBy(() -> RuleFiles.read(temporary.resolve("gone")))
                .isInstanceOf(RuleSetException.class)
                .hasMessageContaining("gone: is missing");
        assertThatThrownBy(() -> RuleFiles.read(rules.resolve(RULE)))
                .isInstanceOf(RuleSetException.class)
                .hasMessageContaining("is not a directory");
    }

    @Test
    void shouldReadTheCommitBesideTheRules() throws Exception {
        assertThat(RuleFiles.read(rules).commit()).isNull();
        String before = RuleFiles.read(rules).digest();
        write(rules, "COMMIT", "0a1b2c3d\n");

        assertThat(RuleFiles.read(rules).commit()).isEqualTo("0a1b2c3d");
        assertThat(RuleFiles.read(rules).digest()).isNotEqualTo(before);
        write(rules, "COMMIT", "a sentence, not a commit");
        assertThatThrownBy(() -> RuleFiles.read(rules).commit())
                .isInstanceOf(RuleSetException.class)
                .hasMessageContaining("COMMIT:1");
    }

    @Test
    void shouldLayOutWhatItRead() throws Exception {
        RuleFiles read = RuleFiles.read(rules);
        read.writeTo(temporary.resolve("copy"));

        assertThat(RuleFiles.read(temporary.resolve("copy")).digest()).isEqualTo(read.digest());
    }

    private void refused(String file, String reason) {
        assertThatThrownBy(() -> RuleFiles.read(rules))
                .isInstanceOf(RuleSetException.class)
                .hasMessageStartingWith(file)
                .hasMessageContaining(reason);
    }

    private static void write(Path directory, String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
