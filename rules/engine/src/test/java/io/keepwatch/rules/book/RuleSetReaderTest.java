package io.keepwatch.rules.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.Severity;
import io.keepwatch.rules.badge.Area;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A rules directory is read, or refused with file, line and field")
class RuleSetReaderTest {
    private static final String DECLARATION = """
            id: copies
            title: "{account} copied to {device}"
            description:
              why: Because.
              next: [Look, Ask]
            severity: P2
            techniques: [T1052.001]
            indicator: {number: 2, class: high}
            status: live
            windows:
              written: {of: usb.write, sum: bytes, over: 24h, by: device}
            evidence: [{node: ExfiltratesData, strength: strong, halfLife: 30d}]
            grouping: {per: day, by: device}
            falsePositives: [none known]
            blindSpots: [phones]
            """;
    private static final String CONDITION = """
            rule "copies"
            when
                UsbWrite( written > 100 * MB )
            then
                raise.alert();
            end
            """;

    @TempDir
    private Path rules = Path.of(".");

    @BeforeEach
    void write() throws IOException {
        write("catalogue/test/copies/rule.yaml", DECLARATION);
        write("catalogue/test/copies/rule.drl", CONDITION);
        write("policies/default.yaml", "description: all\nfor: everyone\nrules: all\n");
        RuleFiles.copyModel(rules);
    }

    private void write(String file, String text) throws IOException {
        Path path = rules.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    @DisplayName("an empty folder, of which Git knows nothing, is no rule and no mistake")
    void shouldPassOverEmptyFolders() throws Exception {
        String digest = RuleSetReader.read(rules).digest();
        Files.createDirectories(rules.resolve("catalogue/test/left-behind"));

        RuleSet set = RuleSetReader.read(rules);

        assertThat(set.digest()).isEqualTo(digest);
        assertThat(set.folders()).hasSize(1);
    }

    @Test
    @DisplayName("a holiday that is no site and day is refused with file, line and field, every one of them")
    void shouldRefuseHolidaysThatAreNone() throws Exception {
        write(
                "lists/site-holidays.yaml",
                "description: Days off.\nentries:\n  - BER 2026-12-25\n  - BER 2026-13-25\n  - 2026-12-26\n  - BER\n");

        assertThatThrownBy(() -> RuleSetReader.read(rules))
                .asInstanceOf(InstanceOfAssertFactories.type(RuleSetException.class))
                .extracting(RuleSetException::problems, LIST)
                .extracting(Object::toString)
                .satisfiesExactly(
                        text -> assertThat(text).startsWith("lists/site-holidays.yaml:4: entries[1]: expected a site"),
                        text -> assertThat(text).startsWith("lists/site-holidays.yaml:5: entries[2]: expected a site"),
                        text -> assertThat(text).startsWith("lists/site-holidays.yaml:6: entries[3]: expected a site"));

        write("lists/site-holidays.yaml", "description: Days off.\nentries: [BER 2026-12-25]\n");
        assertThat(RuleBooks.load(rules, null).holidays().at("BER")).hasSize(1);
    }

    @Test
    @DisplayName("S3-25: areas are those of the set's own lists")
    void shouldKnowAreasByTheSetsLists() throws Exception {
        write("lists/sensitive-areas.yaml", "description: Vaults.\nentries: [Vault]\n");
        assertThat(RuleBooks.load(rules, null).areas().behind("Vault 3").kind()).isEqualTo(Area.Kind.SENSITIVE);
        assertThat(RuleBooks.load(rules, null).areas().behind("Restricted").kind())
                .isEqualTo(Area.Kind.OTHER);
    }

    @Test
    @DisplayName("S3-32: a rule for welfare is read as one, raises no suspicion, and may accuse nobody")
    void shouldReadTheRoute() throws Exception {
        String welfare = DECLARATION.replace("status: live", "status: live\nroute: welfare");
        write("catalogue/test/copies/rule.yaml", welfare);
        assertThatThrownBy(() -> RuleBooks.load(rules, null))
                .isInstanceOf(RuleSetException.class)
                .hasMessageContaining("route: what goes to welfare covers no indicator and is evidence of nothing");

        write("catalogue/test/copies/rule.yaml", welfare.replaceAll("(?m)^(indicator|evidence):.*\n", ""));
        assertThat(RuleBooks.load(rules, null).rules()).singleElement().satisfies(rule -> {
            assertThat(rule.route()).isEqualTo(Alert.Route.WELFARE);
            assertThat(rule.raisesSuspicion()).isFalse();
        });

        write("catalogue/test/copies/rule.yaml", DECLARATION.replace("status: live", "status: live\nroute: police"));
        assertThatThrownBy(() -> RuleBooks.load(rules, null))
                .isInstanceOf(RuleSetException.class)
                .hasMessageContaining("expected one of investigation, welfare");
    }

    @Test
    @DisplayName("everything the folder says is in the rule")
    void shouldReadEverything() throws RuleSetException {
        RuleBook book = RuleBooks.load(rules, "abc");

        assertThat(book.commit()).isEqualTo("abc");
        assertThat(book.digest()).hasSize(64);
        assertThat(book.rules()).singleElement().satisfies(rule -> {
            assertThat(rule.id()).isEqualTo("copies");
            assertThat(rule.severity()).isEqualTo(Severity.P2);
            assertThat(rule.description()).isEqualTo("Because.\n\nNext steps:\n1. Look\n2. Ask");
            assertThat(rule.techniques()).containsExactly("T1052.001");
            assertThat(rule.indicator()).isEqualTo(new Alert.Indicator(2, "high"));
            assertThat(rule.mode()).isEqualTo(Alert.Mode.LIVE);
            assertThat(rule.grouping()).isEqualTo(new Grouping(Grouping.Period.DAY, List.of("device")));
            assertThat(rule.types()).containsExactly(ActivityType.USB_WRITE);
            assertThat(rule.readsProfile()).isFalse();
            assertThat(rule.readsHr()).isFalse();
        });
        assertThat(book.windows()).singleElement().satisfies(window -> {
            assertThat(window.of()).containsExactly(ActivityType.USB_WRITE);
            assertThat(window.aggregate()).isEqualTo(WindowDeclaration.Aggregate.SUM);
            assertThat(window.measured()).isEqualTo(new WindowDeclaration.Measured.OfAttribute(Attribute.BYTES));
            assertThat(window.by()).containsExactly("device");
            assertThat(window.where()).isEqualTo(Map.of());
            assertThat(window.span()).isEqualTo(new WindowDeclaration.Sliding(Duration.ofHours(24)));
        });
    }

    @Test
    @DisplayName("rules that declare the same window share it, whatever they call it; other declarations are others")
    void shouldShareWindows() throws IOException, RuleSetException {
        rule("again", "copied: {of: usb.write, by: [device], over: 1440m, sum: bytes}", "copied > 1");
        rule("other", "copied: {of: usb.write, by: [device], over: 1441m, sum: bytes}", "copied > 1");

        RuleBook book = RuleBooks.load(rules, null);

        assertThat(book.windows()).hasSize(2);
        assertThat(book.rules())
                .extracting(Rule::id, Rule::windows)
                .containsExactly(tuple("again", Set.of(0)), tuple("copies", Set.of(0)), tuple("other", Set.of(1)));
    }

    @Test
    @DisplayName("a window's key says what it means: an edited rule keeps its memory")
    void shouldKeepWindowKeys() throws IOException, RuleSetException {
        long before = RuleBooks.load(rules, null).windows().getFirst().key();
        String digest = RuleBooks.load(rules, null).digest();
        write("catalogue/test/copies/rule.drl", CONDITION.replace("100", "200"));

        RuleBook edited = RuleBooks.load(rules, null);

        assertThat(edited.windows().getFirst().key()).isEqualTo(before);
        assertThat(edited.digest()).isNotEqualTo(digest);
    }

    @Test
    @DisplayName("drafts and retired rules are checked but do not judge; a shadow rule judges in shadow")
    void shouldFollowStatus() throws IOException, RuleSetException {
        write("catalogue/test/copies/rule.yaml", DECLARATION.replace("status: live", "status: draft"));
        rule("shadow", "", "bytes > 1");
        write(
                "catalogue/test/shadow/rule.yaml",
                Files.readString(rules.resolve("catalogue/test/shadow/rule.yaml"))
                        .replace("status: live", "status: shadow"));

        assertThat(RuleBooks.load(rules, null).rules())
                .extracting(Rule::id, Rule::mode)
                .containsExactly(tuple("shadow", Alert.Mode.SHADOW));

        write("catalogue/test/copies/rule.drl", CONDITION.replace("written", "writen"));
        refused("catalogue/test/copies/rule.drl:3", "UsbWrite has no property writen");
    }

    @Test
    @DisplayName("a policy that does not name a rule keeps it from judging")
    void shouldFollowPolicies() throws IOException, RuleSetException {
        rule("second", "", "bytes > 1");
        write("policies/default.yaml", "description: some\nfor: everyone\nrules: [second]\n");

        assertThat(RuleBooks.load(rules, null).rules()).extracting(Rule::id).containsExactly("second");
    }

    @ParameterizedTest(name = "{0} → {1}: {3}")
    @DisplayName("a wrong field is named with its line")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            id: copies           | id: copied              | 1  | id: the folder is called copies
            id: copies           | id: Copies              | 1  | id: expected lower-case words joined by hyphens
            severity: P2         | severity: P5            | 6  | severity: expected one of p1, p2, p3, p4
            severity: P2         | severty: P2             | 6  | severty: no such field
            severity: P2         | severity: [P2]          | 6  | severity: expected a text
            T1052.001            | 1052                    | 7  | techniques: 1052 is not an ATT&CK technique id
            number: 2            | number: 14              | 8  | indicator.number: expected a whole number from 1 to 13
            class: high          | class: huge             | 8  | indicator: class: expected high or medium
            status: live         | status: alive           | 9  | status: expected one of draft, shadow, live, retired
            status: live         | status: retired         | 1  | retired: says why
            of: usb.write        | of: usb.wrote           | 11 | windows.written.of: no such type of activity: usb.wrote
            sum: bytes           | sum: size               | 11 | windows.written.sum: usb.write has no attribute size
            sum: bytes           | sum: path               | 11 | windows.written.sum: only numbers can be summed
            sum: bytes           | count: false            | 11 | windows.written.count: expected true
            over: 24h            | over: 24                | 11 | windows.written.over: expected a duration
            over: 24h            | over: 32d               | 11 | windows.written.over: expected 1s to 31d
            over: 24h            | over: 3601s             | 11 | windows.written.over: times in windows over an hour
            over: 24h            | per: week               | 11 | windows.written.per: expected day
            over: 24h            | per: day                | 11 | windows.written: wants a baseline
            over: 24h            | where: {bytes: 5}       | 11 | windows.written.where.bytes: only texts and flags
            over: 24h            | per: day, over: 1h      | 11 | windows.written: says exactly one of over
            by: device}\\nev     | by: printer}\\nev       | 11 | windows.written.by: usb.write has no attribute printer
            written:             | bytes:                  | 0  | windows.bytes: activities have a property of this name
            written:             | Written:                | 11 | windows.Written: a window's name is letters
            strength: strong     | strength: strongest     | 12 | evidence[0].strength: expected one of weak
            per: day, by         | per: week, by           | 13 | grouping.per: expected one of day, night
            {device}             | {printer}               | 0  | title: {printer} is not a field of every activity
            falsePositives: [    | falsePositives: &a [    | 14 | falsePositives: anchors and aliases are not allowed
            blindSpots: [phones] | blindSpots: []          | 15 | blindSpots: says nothing
            blindSpots: [phones] | blindSpots: [phones     | 16 | not YAML
            blindSpots: [phones] | id: copies              | 15 | id is given twice
            """)
    void shouldNameFieldAndLine(String text, String wrong, int line, String reason) throws IOException {
        String declaration = DECLARATION.replace(
                text.replace("\\\\n", "\n").replace("\\n", "\n"),
                wrong.replace("\\\\n", "\n").replace("\\n", "\n"));
        assertThat(declaration).isNotEqualTo(DECLARATION);
        write("catalogue/test/copies/rule.yaml", declaration);

        refused("catalogue/test/copies/rule.yaml" + (line == 0 ? "" : ":" + line), reason);
    }

    @Test
    @DisplayName("every problem of a set is told, not only the first")
    void shouldTellEveryProblem() throws IOException {
        write("catalogue/test/copies/rule.yaml", DECLARATION.replace("P2", "P9"));
        write("catalogue/test/empty/rule.drl", "");
        write("policies/default.yaml", "description: all\nfor: nobody\nrules: all\n");

        assertThatThrownBy(() -> RuleBooks.load(rules, null))
                .asInstanceOf(InstanceOfAssertFactories.type(RuleSetException.class))
                .extracting(RuleSetException::problems, LIST)
                .extracting(Object::toString)
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text).startsWith("catalogue/test/copies/rule.yaml:6: severity"),
                        text -> assertThat(text).isEqualTo("catalogue/test/empty/rule.yaml: is missing"),
                        text -> assertThat(text).startsWith("policies/default.yaml:2: for: expected everyone"));
    }

    @Test
    @DisplayName("two folders of one id are refused")
    void shouldRefuseOneIdTwice() throws IOException {
        write("catalogue/more/copies/rule.yaml", DECLARATION);
        write("catalogue/more/copies/rule.drl", CONDITION);

        refused("catalogue/test/copies/rule.yaml", "the id is taken by catalogue/more/copies");
    }

    @Test
    @DisplayName("a YAML bomb, a tag, deep nesting and bytes that are no text are refused at once")
    void shouldRefuseHostileYaml() throws IOException {
        write("lists/bomb.yaml", "description: x\na: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nentries: [*c]\n");
        refused("lists/bomb.yaml", "");
        write("lists/bomb.yaml", "description: x\nentries: " + "[".repeat(500) + "]".repeat(500));
        refused("lists/bomb.yaml", "not YAML");
        write("lists/bomb.yaml", "!!javax.script.ScriptEngineManager [x]");
        refused("lists/bomb.yaml:1", "Global tag is not allowed");
        Files.write(rules.resolve("lists/bomb.yaml"), "description: \u00fc".getBytes(StandardCharsets.ISO_8859_1));
        refused("lists/bomb.yaml", "is not UTF-8");
    }

    @Test
    @DisplayName("a declared window that no condition reads costs memory for nothing and is refused")
    void shouldRefuseUnusedWindow() throws IOException {
        write("catalogue/test/copies/rule.drl", CONDITION.replace("written", "bytes"));

        refused("catalogue/test/copies/rule.drl", "no condition reads the declared window written");
    }

    @Test
    @DisplayName("what only the compiler sees still names the rule's own file")
    void shouldNameTheRuleOfCompileErrors() throws IOException {
        rule("wrong", "", "device > 5 * MB || bytes == LocalTime.of(1, 2)");

        assertThatThrownBy(() -> RuleBooks.load(rules, null))
                .isInstanceOfSatisfying(
                        RuleSetException.class,
                        refused -> assertThat(refused.problems()).isNotEmpty().allSatisfy(problem -> {
                            assertThat(problem.rule()).isEqualTo("wrong");
                            assertThat(problem.file()).isEqualTo("catalogue/test/wrong/rule.drl");
                            assertThat(problem.line()).isPositive();
                        }));
    }

    private void rule(String id, String windows, String constraint) throws IOException {
        write(
                "catalogue/test/" + id + "/rule.yaml",
                DECLARATION
                        .replace("id: copies", "id: " + id)
                        .replace(
                                "windows:\n  written: {of: usb.write, sum: bytes, over: 24h, by: device}\n",
                                windows.isEmpty() ? "" : "windows:\n  " + windows + "\n"));
        write(
                "catalogue/test/" + id + "/rule.drl",
                CONDITION.replace("copies", id).replace("written > 100 * MB", constraint));
    }

    private void refused(String where, String reason) {
        assertThatThrownBy(() -> RuleBooks.load(rules, null))
                .isInstanceOfSatisfying(
                        RuleSetException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(RuleProblem::toString)
                                .anySatisfy(text -> assertThat(text)
                                        .startsWith(where + ": ")
                                        .contains(reason)));
    }

    @Test
    @DisplayName("R16: the model is part of the set: another model is another set")
    void shouldCountTheModelInTheDigest() throws Exception {
        RuleSet before = RuleSetReader.read(rules);
        write("model/context.yaml", Files.readString(rules.resolve("model/context.yaml")) + "# more\n");

        RuleSet after = RuleSetReader.read(rules);

        assertThat(after.digest()).isNotEqualTo(before.digest());
        assertThat(after.model().model().digest())
                .isNotEqualTo(before.model().model().digest());
        assertThat(RuleBooks.of(after, null).model()).isSameAs(after.model());
    }

    @ParameterizedTest(name = "{0}: {1} → {2}")
    @CsvSource(delimiter = '|', textBlock = """
            whole-person | 0.986, 0.0035            | 0.987, 0.0035                    | nodes.Behaviour.table[0]: sums to 1.001
            whole-person | parents: [Conscientious] | parents: [CarelessTowardDuties]  | nodes.CarelessTowardDuties.parents: depends on itself
            whole-person | parents: [Conscientious] | parents: [Diligent]              | nodes.CarelessTowardDuties.parents[0]: no such node: Diligent
            whole-person | halfLife: 14d            | halfLife: -14d                   | halfLife: expected a duration
            context      | cap: 12                  | cap: 0                           | cap: expected 1 to 1000
            """)
    @DisplayName("S3-05: a model that is wrong refuses the whole set, with its file and line")
    void shouldRefuseAWrongModel(String file, String right, String wrong, String reason) throws Exception {
        String path = "model/" + file + ".yaml";
        String text = Files.readString(rules.resolve(path));
        int line = 1
                + (int) text.substring(0, text.indexOf(right))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        Files.writeString(rules.resolve(path), text.replaceFirst(Pattern.quote(right), wrong));

        refused(path + ":" + line, reason);
    }

    @Test
    @DisplayName("a set without a model is refused")
    void shouldRefuseASetWithoutAModel() throws Exception {
        Files.delete(rules.resolve("model/whole-person.yaml"));

        refused("model/whole-person.yaml", "is missing");
    }

    @Test
    @DisplayName("evidence on a node that the model lacks is refused, also of a rule in shadow")
    void shouldRefuseEvidenceOnAnUnknownNode() throws Exception {
        write(
                "catalogue/test/copies/rule.yaml",
                DECLARATION.replace("ExfiltratesData", "Exfiltrates").replace("status: live", "status: shadow"));

        refused("catalogue/test/copies/rule.yaml", "evidence.node: no such node in the model: Exfiltrates");
    }

    @Test
    @DisplayName("the lists are read by themselves, whatever else is wrong")
    void shouldReadListsAlone() throws Exception {
        write("catalogue/test/copies/rule.yaml", "broken: [");
        write("lists/tools.yaml", "description: d\nentries: [scp, curl]\n");

        assertThat(RuleSetReader.readLists(rules)).isEqualTo(Map.of("tools", List.of("scp", "curl")));
        assertThat(RuleSetReader.readLists(rules.resolve("nowhere"))).isEmpty();

        write("lists/tools.yaml", "description: d\nentries: {scp: 1}\n");
        assertThatThrownBy(() -> RuleSetReader.readLists(rules))
                .isInstanceOf(RuleSetException.class)
                .hasMessageContaining("lists/tools.yaml");
    }
}
