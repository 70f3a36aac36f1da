package io.keepwatch.rules.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.rules.book.CombinationRuleFiles;
import io.keepwatch.rules.book.RuleFiles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A backtest tells what another rule set would have said of the past")
class BacktestCommandTest {
    private static final Instant BEGIN = Instant.parse("2026-03-02T09:00:00Z");

    @TempDir
    private Path directory = Path.of(".");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void write() throws Exception {
        new RuleFiles(directory.resolve("live"))
                .rule("usb", "", "UsbWrite( bytes > 5 * MB )")
                .rule("gone", "", "PrintJob( pages > 10 )");
        new RuleFiles(directory.resolve("candidate"))
                .rule("usb", "", "UsbWrite( bytes > 3 * MB )")
                .rule("new", "files: {of: file.access, count: true, over: 1h}", "FileAccess( files > 2 )");
    }

    /** A person writes 4, 6 and 4 MB on three days, prints once, reads three files. */
    private void person(String name) {
        usb(name, 0, 4);
        usb(name, 1, 6);
        usb(name, 2, 4);
        add(name, 2, "print.job", ",\"pages\":11");
        for (int i = 0; i < 3; i++) {
            add(name, 3, "file.access", "");
        }
    }

    private void usb(String name, int day, int megabytes) {
        add(name, day, "usb.write", ",\"bytes\":" + megabytes + "000000");
    }

    private void add(String name, int day, String type, String more) {
        Instant time = BEGIN.plus(Duration.ofDays(day)).plusSeconds(lines.size());
        lines.add("{\"id\":\"%d\",\"time\":\"%s\",\"type\":\"%s\",\"user\":\"%s\"%s}"
                .formatted(lines.size(), time, type, name, more));
    }

    private int backtest(String... more) throws Exception {
        Files.write(directory.resolve("history.ndjson"), lines);
        List<String> arguments = new ArrayList<>(List.of(
                "backtest",
                "--rules",
                directory.resolve("live").toString(),
                "--candidate",
                directory.resolve("candidate").toString(),
                "--file",
                directory.resolve("history.ndjson").toString(),
                "--out",
                directory.resolve("report").toString()));
        arguments.addAll(List.of(more));
        return Keepwatch.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    private List<String> row(String rule) {
        return out.toString()
                .lines()
                .filter(line -> line.startsWith(rule + " "))
                .findFirst()
                .map(line -> List.of(line.split("\\s+")))
                .orElseThrow();
    }

    @Test
    @DisplayName("S3-33: a candidate's combinations are tried, and what they cost is measured")
    void shouldTryCombinations() throws Exception {
        new CombinationRuleFiles(new RuleFiles(directory.resolve("candidate")))
                .alerts("stick", "live", "UsbWrite( bytes > 5 )")
                .alerts("prints", "live", "PrintJob( pages > 5 )")
                .combination(
                        "both",
                        "sticks: {evidence: stick, count: true, over: 1h}",
                        "Evidence( kind == \"prints\", sticks > 0 )");
        person("kara");

        assertThat(backtest()).as(err.toString()).isEqualTo(Exit.OK);

        assertThat(row("both")).contains("1");
    }

    @Test
    @DisplayName("alerts added, removed and kept, and how many people that affects, rule by rule")
    void shouldCompareRuleByRule() throws Exception {
        person("anna");
        person("boris");
        usb("chen", 0, 6);

        assertThat(backtest("--threads", "2")).isEqualTo(Exit.OK);

        // rule, live, candidate, added, removed, changed, people
        assertThat(row("usb")).startsWith("usb", "3", "7", "4", "0", "0", "2");
        assertThat(row("gone")).startsWith("gone", "2", "0", "0", "2", "0", "2");
        assertThat(row("new")).startsWith("new", "0", "2", "2", "0", "0", "2");
        assertThat(out.toString()).contains("15 activities of 3 people");
        assertThat(directory.resolve("report/report.json")).content().contains("\"rule\":\"usb\",\"added\":4");
        assertThat(directory.resolve("report/report.html"))
                .content()
                .contains("<svg", "<td>usb</td><td>3</td><td>7</td><td>4</td>");
    }

    @Test
    @DisplayName("what a person did before the first reported day counts in windows and is not reported")
    void shouldReportOnlyWhatWasAskedFor() throws Exception {
        person("anna");

        assertThat(backtest("--from", "2026-03-03", "--until", "2026-03-04T09:00:00Z"))
                .isEqualTo(Exit.OK);

        assertThat(row("usb")).startsWith("usb", "1", "1", "0", "0", "0", "0");
        assertThat(row("new")).startsWith("new", "0", "0");
    }

    @Test
    @DisplayName("precision where outcomes are known")
    void shouldTellHowOftenItWasRight() throws Exception {
        person("anna");
        Files.writeString(directory.resolve("outcomes.ndjson"), """
                {"rule":"usb","subject":"account:local-writer/anna","anchor":"2026-03-02","outcome":"not-confirmed"}
                {"rule":"usb","subject":"account:local-writer/anna","anchor":"2026-03-03","outcome":"malicious"}
                """);

        assertThat(backtest("--outcomes", directory.resolve("outcomes.ndjson").toString()))
                .isEqualTo(Exit.OK);

        assertThat(row("usb")).contains("1/1", "100%", "1/2", "50%");
    }

    @Test
    @DisplayName("many parts on many threads say the same as one, and no person is divided")
    void shouldNotDependOnThreads() throws Exception {
        for (int i = 0; i < 30_000; i++) {
            person("person-" + i);
        }

        assertThat(backtest("--threads", "4")).isEqualTo(Exit.OK);

        assertThat(row("usb")).startsWith("usb", "30000", "90000", "60000", "0", "0", "30000");
        assertThat(row("new")).startsWith("new", "0", "30000", "30000", "0", "0", "30000");
        assertThat(out.toString()).contains("210,000 activities of 30,000 people");
        assertThat(err.toString()).contains("100 %");
    }

    @Test
    @DisplayName("a person who begins a second time is refused with the line; a line that cannot be read is named")
    void shouldNameWhatIsWrong() throws Exception {
        person("anna");
        lines.add("{\"nothing\":true}");
        usb("boris", 1, 1);
        assertThat(backtest()).isEqualTo(Exit.SOME_REJECTED);
        assertThat(err.toString()).contains("history.ndjson:8: ");

        usb("anna", 5, 1);
        assertThat(backtest()).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("history.ndjson:10: a person of whom activities stood further up");
    }

    @Test
    @DisplayName(
            "an exported line says whose it is: a person's accounts are one person, whatever the identities say now")
    void shouldLeaveAcceptedActivitiesWithTheirPerson() throws Exception {
        Files.writeString(directory.resolve("identities.ndjson"), """
                {"subject":"E1","accounts":["anna@mail"],"timeZone":"UTC"}
                {"subject":"E2","accounts":["anna"],"timeZone":"UTC"}
                """);
        String exported =
                "{\"id\":\"%d\",\"source\":\"%s\",\"time\":\"%s\",\"type\":\"file.access\",\"user\":\"%s\",\"subject\":\"E1\"}";
        lines.add(exported.formatted(1, "edr", BEGIN, "anna"));
        lines.add(exported.formatted(1, "mail", BEGIN.plusSeconds(1), "anna@mail"));
        lines.add(exported.formatted(2, "edr", BEGIN.plusSeconds(2), "anna"));

        assertThat(backtest(
                        "--identities", directory.resolve("identities.ndjson").toString()))
                .isEqualTo(Exit.OK);

        assertThat(out.toString()).contains("3 activities of 1 people");
        assertThat(row("new")).startsWith("new", "0", "1", "1", "0", "0", "1");
    }

    @Test
    @DisplayName("days and times that cannot be are refused; a time has an offset")
    void shouldRefuseTimesThatAreNone() throws Exception {
        person("anna");

        for (String[] wrong : new String[][] {
            {"--from", "yesterday"},
            {"--from", "2026-02-30"},
            {"--until", "2026-03-04T09:00:00"},
            {"--from", "2026-03-04", "--until", "2026-03-04T00:00:00Z"},
            {"--from", "2026-03-05", "--until", "2026-03-04"}
        }) {
            assertThat(backtest(wrong)).as(String.join(" ", wrong)).isEqualTo(Exit.USAGE);
        }
        assertThat(err.toString())
                .contains("--until: expected a day (of UTC)", "--from: expected to be before --until");
    }

    private int whatIf(String... more) throws Exception {
        Files.write(directory.resolve("history.ndjson"), lines);
        List<String> arguments = new ArrayList<>(List.of(
                "backtest",
                "--rules",
                directory.resolve("live").toString(),
                "--model",
                directory.resolve("model").toString(),
                "--file",
                directory.resolve("history.ndjson").toString(),
                "--out",
                directory.resolve("report").toString()));
        arguments.addAll(List.of(more));
        return Keepwatch.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    /** Rules that leave evidence, of which the first gives some 35 points and both together some 95. */
    private void weigh() throws Exception {
        new RuleFiles(directory.resolve("live"))
                .weighed("usb", "UsbWrite( bytes > 5 * MB )", "ExfiltratesData", "strong")
                .weighed("gone", "PrintJob( pages > 10 )", "CollectsData", "strong");
    }

    private void model(String what, String instead) throws Exception {
        String shipped = Files.readString(Path.of("../model/whole-person.yaml"));
        assertThat(shipped).contains(what);
        Files.createDirectories(directory.resolve("model"));
        Files.writeString(directory.resolve("model/whole-person.yaml"), shipped.replace(what, instead));
    }

    @Test
    @DisplayName("under another model: how many people would change band, up and down, before it goes live")
    void shouldTellWhoWouldChangeBand() throws Exception {
        weigh();
        usb("anna", 0, 6);
        usb("boris", 0, 6);
        add("boris", 0, "print.job", ",\"pages\":11");
        usb("chen", 0, 1);
        model("strong: 100", "strong: 900");

        assertThat(whatIf()).isEqualTo(Exit.OK);

        assertThat(row("monitor")).containsExactly("monitor", "1", "1", "0");
        assertThat(row("investigate")).containsExactly("investigate", "0", "0", "0");
        assertThat(row("immediate")).containsExactly("immediate", "0", "0", "1");
        assertThat(out.toString())
                .contains("1 people would change band: 1 up, 0 down")
                .contains("1 people under the live set (usb 1), 2 under the candidate (usb 2)")
                .doesNotContain("anna", "added");
        assertThat(directory.resolve("report/report.json"))
                .content()
                .contains("\"moved\":[{\"subject\":\"account:local-writer/anna\"", "\"raisedByMonth\":{\"2026-03\":2}");
        assertThat(directory.resolve("report/report.html")).content().contains("1 up, 0 down");
    }

    @Test
    @DisplayName("S3-34: a combination is measured alone as well, over what the other rules find")
    void shouldMeasureCombinations() throws Exception {
        weigh();
        new RuleFiles(directory.resolve("live"))
                .rule(
                        "both",
                        "printed: {evidence: [gone], count: true, over: 1h}",
                        "Evidence( kind == \"usb\", printed > 0 )");
        add("boris", 0, "print.job", ",\"pages\":11");
        usb("boris", 0, 6);
        model("strong: 100", "strong: 900");

        assertThat(whatIf()).as(err.toString()).isEqualTo(Exit.OK);

        assertThat(directory.resolve("report/report.json")).content().contains("\"rule\":\"both\",\"added\":0");
        assertThat(out.toString()).contains("1 people under the live set");
    }

    @Test
    @DisplayName("the end of what is asked for is the instant that people are scored as of: evidence has faded by then")
    void shouldScoreAsOfTheEnd() throws Exception {
        weigh();
        usb("boris", 0, 6);
        add("boris", 0, "print.job", ",\"pages\":11");
        model("strong: 100", "strong: 900");

        assertThat(whatIf("--until", "2026-12-01")).isEqualTo(Exit.OK);

        assertThat(row("monitor")).containsExactly("monitor", "1", "0", "0");
        assertThat(out.toString()).contains("0 people would change band", "1 people under the live set");
    }

    @Test
    @DisplayName("a model that is refused is said with file and line; a directory that holds none is not understood")
    void shouldSayWhyAModelIsRefused() throws Exception {
        weigh();
        usb("anna", 0, 6);
        model("strong: 100", "strong: -1");

        assertThat(whatIf()).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("model/whole-person.yaml:", "strong");

        Files.delete(directory.resolve("model/whole-person.yaml"));
        assertThat(whatIf()).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("holds none of whole-person.yaml, context.yaml");
    }

    @Test
    @DisplayName("a candidate that is refused is said with file and line; nothing is judged")
    void shouldSayWhyACandidateIsRefused() throws Exception {
        Files.writeString(
                directory.resolve("candidate/catalogue/test/usb/rule.drl"),
                "rule \"usb\" when UsbWrite( byts > 5 ) then raise.alert(); end");
        person("anna");

        assertThat(backtest()).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("catalogue/test/usb/rule.drl:1", "byts");
    }
}
