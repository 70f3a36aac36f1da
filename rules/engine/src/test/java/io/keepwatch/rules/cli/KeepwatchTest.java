package io.keepwatch.rules.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.rules.approval.Approvals;
import io.keepwatch.rules.book.CombinationRuleFiles;
import io.keepwatch.rules.candidate.RuleFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The command line")
class KeepwatchTest {
    private static final String RULES = "..";

    @TempDir
    private Path directory = Path.of(".");

    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    /** What judge printed, line by line. */
    private List<String> alerts = List.of();

    private int run(String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            return Keepwatch.commandLine()
                    .setErr(new PrintWriter(err, true))
                    .setOut(new PrintWriter(out, true))
                    .execute(arguments);
        } finally {
            System.setOut(before);
            alerts = printed.toString(StandardCharsets.UTF_8).lines().toList();
        }
    }

    private String file(String name, String... lines) throws IOException {
        return Files.writeString(directory.resolve(name), String.join("\n", lines) + "\n")
                .toString();
    }

    @Test
    @DisplayName("judges a file: person by exact account, source as named, sorted by time, exit 0")
    void shouldJudge() throws IOException {
        String identities =
                file("i.ndjson", "{\"subject\":\"4711\",\"accounts\":[\"kara\"],\"timeZone\":\"Europe/Berlin\"}");
        String hr = file(
                "h.ndjson", "{\"event\":\"resignation\",\"subject\":\"4711\",\"occurred\":\"2026-03-01T09:00:00Z\"}");
        String activities = file(
                "a.ndjson",
                "{\"id\":\"2\",\"time\":\"2026-03-02T10:00:00Z\",\"type\":\"usb.write\",\"user\":\"zoe\",\"bytes\":200000000}",
                "",
                "{\"id\":\"1\",\"time\":\"2026-03-02T09:00:00Z\",\"type\":\"file.access\",\"user\":\"kara\"}");

        int exit = run(
                "judge",
                "--file",
                activities,
                "--identities",
                identities,
                "--hr",
                hr,
                "--rules",
                RULES,
                "--source",
                "proxy",
                "--commit",
                "abc");

        assertThat(exit).isEqualTo(Exit.OK);
        assertThat(alerts).hasSize(2);
        assertThat(alerts.getFirst())
                .contains("\"rule\":\"leaver-data-access\"", "\"subject\":\"4711\"", "\"commit\":\"abc\"")
                .contains("\"source\":\"proxy\",\"id\":\"1\"")
                .doesNotContain("raisedAt", "status");
        assertThat(alerts.getLast())
                .contains("\"rule\":\"usb-mass-storage\"", "\"subject\":\"account:proxy/zoe\"", "\"unresolved\":true");
        assertThat(err.toString()).contains("2 lines of 2 people judged, 0 rejected, 2 alerts");
    }

    @Test
    @DisplayName("S3-33: judges combinations, and says which alerts an incident is made of")
    void shouldJudgeCombinations() throws Exception {
        Path rules = directory.resolve("combining");
        CombinationRuleFiles.in(rules)
                .alerts("stick", "live", "UsbWrite( bytes > 0 )")
                .alerts("bulk", "live", "FileDownload( bytes > 100 )")
                .combination(
                        "both",
                        "sticks: {evidence: stick, count: true, over: 1h}",
                        "Evidence( kind == \"bulk\", sticks > 0 )")
                .load();
        String activities = file(
                "a.ndjson",
                "{\"id\":\"1\",\"time\":\"2026-03-02T09:00:00Z\",\"type\":\"usb.write\",\"user\":\"zoe\",\"bytes\":5}",
                "{\"id\":\"2\",\"time\":\"2026-03-02T09:10:00Z\",\"type\":\"file.download\",\"user\":\"zoe\",\"bytes\":500}");

        assertThat(run("judge", "--rules", rules.toString(), activities)).isEqualTo(Exit.OK);

        String incident = alerts.stream()
                .filter(line -> line.contains("\"rule\":\"both\""))
                .findFirst()
                .orElseThrow();
        List<String> members = alerts.stream()
                .filter(line -> !line.equals(incident))
                .map(line -> line.replaceAll("^.*?\"id\":\"([0-9a-f]+)\".*$", "$1"))
                .sorted()
                .toList();
        assertThat(members).hasSize(2);
        assertThat(incident).contains("\"members\":[\"" + String.join("\",\"", members) + "\"]");
    }

    @Test
    @DisplayName("without --source a line's own source holds, else the local writer's")
    void shouldTakeTheSourceOfTheLine() throws IOException {
        String activities = file(
                "a.ndjson",
                "{\"source\":\"nas\",\"id\":\"1\",\"time\":\"2026-03-02T10:00:00Z\",\"type\":\"usb.write\",\"user\":\"zoe\",\"bytes\":200000000}",
                "{\"time\":\"2026-03-02T11:00:00Z\",\"type\":\"usb.write\",\"user\":\"zoe\",\"bytes\":200000000}");

        assertThat(run("judge", "--rules", RULES, activities)).isEqualTo(Exit.OK);

        assertThat(alerts.getFirst()).contains("account:nas/zoe");
        assertThat(alerts.getLast()).contains("account:local-writer/zoe");
    }

    @Test
    @DisplayName("bad lines are named with their number, good ones are judged, exit 3")
    void shouldNameBadLines() throws IOException {
        String activities = file(
                "a.ndjson",
                "not json",
                "{\"id\":\"1\",\"time\":\"yesterday\",\"type\":\"usb.write\"}",
                "{\"id\":\"2\",\"time\":\"2026-03-02T10:00:00Z\",\"type\":\"flying\"}",
                "{\"id\":\"3\",\"time\":\"2026-03-02T10:00:00Z\",\"type\":\"file.access\",\"path\":\""
                        + "x".repeat(1_100_000) + "\"}",
                "{\"id\":\"4\",\"time\":\"2026-03-02T10:00:00Z\",\"type\":\"usb.write\",\"user\":\"zoe\",\"bytes\":200000000}");

        assertThat(run("judge", "--file", activities, "--rules", RULES)).isEqualTo(Exit.SOME_REJECTED);

        assertThat(alerts).singleElement().asString().contains("usb-mass-storage");
        assertThat(err.toString().lines())
                .anySatisfy(line -> assertThat(line).contains("a.ndjson:1: not readable"))
                .anySatisfy(line -> assertThat(line).contains("a.ndjson:2: time: expected"))
                .anySatisfy(line -> assertThat(line).contains("a.ndjson:3: type: unknown"))
                .anySatisfy(line -> assertThat(line).contains("a.ndjson:4: longer than 1000000 bytes"))
                .anySatisfy(line -> assertThat(line).contains("1 lines of 1 people judged, 4 rejected, 1 alerts"));
    }

    @Test
    @DisplayName("a missing file, a refused rule set and a wrong option each have their exit code")
    void shouldAnswerWithExitCodes() throws IOException {
        assertThat(run("judge", "--file", "absent.ndjson", "--rules", RULES)).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("absent.ndjson");
        assertThat(run("judge", "--file", file("a.ndjson"), "--rules", directory.toString()))
                .isEqualTo(Exit.FAILED);
        assertThat(run("judge", "--fly")).isEqualTo(Exit.USAGE);
        assertThat(run("judge", "--rules", RULES)).as("no file").isEqualTo(Exit.USAGE);
        assertThat(run("test", directory.toString())).isEqualTo(Exit.FAILED);
        assertThat(run("--help")).isEqualTo(Exit.OK);
    }

    @Test
    @DisplayName("S2-086: manifest lists a set, approve signs it; the author cannot, and a changed file is not signed")
    void shouldSignASet() throws Exception {
        Path set = directory.resolve("set");
        Files.createDirectories(set.resolve("lists"));
        Files.writeString(set.resolve("lists/words.yaml"), "words");
        KeyPair bob = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String key = file("bob.key", pem("PRIVATE", bob.getPrivate().getEncoded()));

        assertThat(run("approve", set.toString(), "--name", "bob", "--key", key))
                .as("no manifest")
                .isEqualTo(Exit.FAILED);
        assertThat(run("manifest", set.toString(), "--author", "alice")).isEqualTo(Exit.OK);
        assertThat(run("approve", set.toString(), "--name", "alice", "--key", key))
                .isEqualTo(Exit.FAILED);
        assertThat(run("approve", set.toString(), "--name", "Bob!", "--key", key))
                .isEqualTo(Exit.USAGE);
        assertThat(run("approve", set.toString(), "--name", "bob", "--key", file("no.key", "nonsense")))
                .isEqualTo(Exit.USAGE);
        assertThat(run("approve", set.toString(), "--name", "bob", "--key", key))
                .isEqualTo(Exit.OK);

        Map<String, byte[]> files = new HashMap<>(RuleFiles.read(set).files());
        Approvals approvals = new Approvals(Map.of("bob", bob.getPublic()), 1);
        assertThat(approvals.check(files, null).number()).isEqualTo(1);

        Files.writeString(set.resolve("lists/words.yaml"), "other words");
        assertThat(run("approve", set.toString(), "--name", "bob", "--key", key))
                .isEqualTo(Exit.FAILED);
        assertThat(out.toString()).contains("lists/words.yaml: is not what the manifest says");
        assertThat(run("manifest", set.toString(), "--author", "alice", "--commit", "0a1b2c"))
                .isEqualTo(Exit.OK);
        assertThat(set.resolve("approvals/manifest")).content().contains("number 2\n", "commit 0a1b2c\n");
        assertThat(set.resolve("approvals/bob.sig"))
                .as("of the manifest before")
                .doesNotExist();
    }

    private static String pem(String kind, byte[] encoded) {
        return "-----BEGIN " + kind + " KEY-----\n" + Base64.getEncoder().encodeToString(encoded) + "\n-----END " + kind
                + " KEY-----";
    }

    @Test
    @DisplayName("test prints a table and writes JUnit XML")
    void shouldReport() throws IOException {
        Path report = directory.resolve("reports/rules.xml");

        assertThat(run("test", RULES, "--junit", report.toString())).isEqualTo(Exit.OK);

        assertThat(out.toString()).contains("bulk-download", "baseline/office.yaml", " cases, 0 failed");
        assertThat(report)
                .content()
                .contains("<testsuite name=\"rules\"", "failures=\"0\"", "S2-032, S2-006: one byte");
    }
}
