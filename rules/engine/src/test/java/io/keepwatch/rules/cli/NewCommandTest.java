package io.keepwatch.rules.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.rules.book.RuleFiles;
import io.keepwatch.rules.proof.Proof;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("`make rule` begins a rule that passes its cases")
class NewCommandTest {
    @TempDir
    private Path rules = Path.of(".");

    private final StringWriter said = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(rules.resolve("policies"));
        Files.createDirectories(rules.resolve("catalogue/siem"));
        Files.copy(Path.of("../policies/default.yaml"), rules.resolve("policies/default.yaml"));
        RuleFiles.copyModel(rules);
    }

    private int begin(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "new";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--rules";
        all[arguments.length + 2] = rules.toString();
        PrintWriter out = new PrintWriter(said, true);
        return Keepwatch.commandLine().setOut(out).setErr(out).execute(all);
    }

    @Test
    @DisplayName("the draft passes as it is, in the theme that was asked for")
    void shouldBeginADraftThatPasses() throws Exception {
        assertThat(begin("many-clouds", "--theme", "cloud")).isEqualTo(Exit.OK);

        assertThat(rules.resolve("catalogue/cloud/many-clouds/rule.yaml"))
                .content()
                .contains("id: many-clouds");
        assertThat(Proof.of(rules)).hasSize(3).allMatch(Proof.Result::passed);
    }

    @Test
    @DisplayName("a rule that is there is never written over, whatever its theme")
    void shouldKeepWhatIsThere() throws Exception {
        begin("many-clouds");
        Path declaration = rules.resolve("catalogue/siem/many-clouds/rule.yaml");
        Files.writeString(declaration, "mine");

        assertThat(begin("many-clouds", "--theme", "cloud")).isEqualTo(Exit.FAILED);

        assertThat(said.toString()).contains("is there already");
        assertThat(declaration).content().isEqualTo("mine");
    }

    @Test
    @DisplayName("a name that cannot be one, and a directory that holds no rules, are said")
    void shouldRefuseWhatCannotBe() {
        assertThat(begin("../../etc")).isEqualTo(Exit.USAGE);
        assertThat(begin("Many Clouds")).isEqualTo(Exit.USAGE);
        assertThat(begin("many-clouds", "--theme", "..")).isEqualTo(Exit.USAGE);
        assertThat(said.toString()).contains("lower-case words");
    }
}
