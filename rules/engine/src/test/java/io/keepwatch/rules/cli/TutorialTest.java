package io.keepwatch.rules.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.rules.book.RuleFiles;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.proof.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The tutorial for rule authors does what it says")
class TutorialTest {
    /** A block of the tutorial that names its file on its first line. */
    private static final Pattern FILE =
            Pattern.compile("```\\w+\\n(?:#|//) ((?:catalogue|exceptions)/\\S+)\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path rules = Path.of(".");

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(rules.resolve("policies"));
        Files.copy(Path.of("../policies/default.yaml"), rules.resolve("policies/default.yaml"));
        RuleFiles.copyModel(rules);
        Matcher blocks = FILE.matcher(Files.readString(Path.of("../README.md")));
        while (blocks.find()) {
            Path file = rules.resolve(blocks.group(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, blocks.group(2));
        }
    }

    @Test
    @DisplayName("its rule passes its cases, as a draft and live")
    void shouldPass() throws IOException, RuleSetException {
        assertThat(Proof.of(rules)).hasSize(3).allMatch(Proof.Result::passed);

        edit("rule.yaml", "status: draft", "status: live");

        assertThat(Proof.of(rules)).hasSize(3).allMatch(Proof.Result::passed);
    }

    @Test
    @DisplayName("its rule passes the same cases where it raises evidence and no alert")
    void shouldProveARuleThatOnlyRaisesEvidence() throws IOException, RuleSetException {
        edit("rule.drl", "raise.alert", "raise.evidence");
        edit("rule.yaml", "grouping:", "evidence: [{node: ExfiltratesData, strength: weak, halfLife: 14d}]\ngrouping:");

        assertThat(Proof.of(rules)).hasSize(3).allMatch(Proof.Result::passed);
    }

    @Test
    @DisplayName("a broken rule fails with the event, the expected and the actual")
    void shouldTellWhatWentWrong() throws IOException, RuleSetException {
        edit("rule.drl", "services > 3", "services > 4");

        assertThat(Proof.of(rules))
                .filteredOn(result -> !result.passed())
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.where()).isEqualTo("catalogue/siem/many-clouds/cases.yaml:4");
                    assertThat(result.failure()).contains("expected {subject=kara, count=1", "no such alert");
                });

        edit("rule.drl", "services > 4", "services > 2");

        assertThat(Proof.of(rules))
                .filteredOn(result -> !result.passed())
                .extracting(Proof.Result::name)
                .containsExactly("the fourth service within an hour", "three services");
        List<Proof.Result> failed =
                Proof.of(rules).stream().filter(result -> !result.passed()).toList();
        assertThat(failed.getLast().failure())
                .contains(
                        "expected no further alert", "many-clouds of kara at 2026-03-02T08:20:00Z", "activities [1, ");
    }

    @Test
    @DisplayName("a live rule without its three kinds of case fails")
    void shouldWantThreeKinds() throws IOException, RuleSetException {
        edit("rule.yaml", "status: draft", "status: live");
        edit("cases.yaml", "kind: benign", "kind: boundary");

        assertThat(Proof.of(rules))
                .filteredOn(result -> !result.passed())
                .singleElement()
                .satisfies(result -> assertThat(result.failure()).isEqualTo("missing: [BENIGN]"));
    }

    private void edit(String name, String text, String other) throws IOException {
        Path file = rules.resolve("catalogue/siem/many-clouds").resolve(name);
        String before = Files.readString(file);
        assertThat(before).contains(text);
        Files.writeString(file, before.replace(text, other));
    }
}
