package io.keepwatch.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.Snooze;
import io.keepwatch.rules.book.RuleFiles;
import io.keepwatch.rules.book.RuleSetException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What people decide about rules: whom they judge, and what is not reported for a while")
class DecisionsTest {
    private static final String RULE = "usb";

    @TempDir
    private Path directory = Path.of(".");

    private RuleFiles rules;

    @BeforeEach
    void write() throws Exception {
        rules = new RuleFiles(directory).rule(RULE, "", "UsbWrite( bytes > 10 )");
    }

    private Person person() throws Exception {
        return new Person(rules.load());
    }

    private static Outcome writes(Person person, String time, String device) {
        return person.does(ActivityType.USB_WRITE, time, Attribute.BYTES, 11L, Attribute.DEVICE, device);
    }

    private void except(String says) throws Exception {
        rules.file(
                "exceptions/media.yaml",
                "description: installation media\nexceptions:\n  - {id: media, rule: usb, " + says
                        + ", reason: agreed, by: omar, from: 2026-03-01, until: 2026-03-10}\n");
    }

    private static Identity profile(@Nullable String department) {
        return new Identity(
                Histories.SUBJECT,
                List.of(),
                List.of(),
                null,
                department,
                "builder",
                null,
                null,
                false,
                false,
                false,
                null,
                null,
                null,
                0,
                Instant.EPOCH,
                false);
    }

    @Test
    @DisplayName("an exception holds from its first to its last day, is counted where it bites, and ends by itself")
    void shouldExceptForAWhile() throws Exception {
        except("subject: " + Histories.SUBJECT);
        Person person = person();

        assertThat(writes(person, "2026-02-28T23:59:59Z", "d").excepted()).isEmpty();
        assertThat(writes(person, "2026-03-01T00:00:00Z", "d").excepted())
                .containsExactly(new Excepted(RULE, "media", Excepted.Kind.EXCEPTION));
        assertThat(writes(person, "2026-03-10T23:59:59Z", "d").excepted()).hasSize(1);
        assertThat(writes(person, "2026-03-11T00:00:00Z", "d").excepted()).isEmpty();

        assertThat(person.alerts(RULE)).extracting(alert -> alert.anchor()).containsExactly("2026-02-28", "2026-03-11");
    }

    @Test
    @DisplayName("an exception asks for all that it says: person, group, values of the activity")
    void shouldExceptOnlyWhatItSays() throws Exception {
        except("group: {department: [IT, Build]}, where: {device: stick-1}");
        Person builder = person();
        builder.changesProfile(profile("Build"));
        writes(builder, "2026-03-02T10:00:00Z", "stick-1");
        assertThat(builder.alerts(RULE)).isEmpty();
        writes(builder, "2026-03-03T10:00:00Z", "stick-2");
        assertThat(builder.alerts(RULE)).hasSize(1);

        Person seller = person();
        seller.changesProfile(profile("Sales"));
        writes(seller, "2026-03-02T10:00:00Z", "stick-1");
        assertThat(seller.alerts(RULE)).hasSize(1);

        except("subject: someone-else");
        Person other = person();
        writes(other, "2026-03-02T10:00:00Z", "stick-1");
        assertThat(other.alerts(RULE)).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            rule: usb                                       | would switch the rule off
            rule: nothing, subject: x                       | no such rule: nothing
            rule: usb, where: {pages: 3}                    | asks for pages, which no activity has
            rule: usb, group: {shoes: brown}                | profiles have no such field
            rule: usb, subject: x, until: 2027-06-01        | is given twice
            """)
    @DisplayName("an exception that says too little or what cannot be is refused")
    void shouldRefuseExceptionsThatSayNothing(String says, String reason) throws Exception {
        rules.file(
                "exceptions/media.yaml",
                "description: x\nexceptions:\n  - {id: media, " + says
                        + ", reason: agreed, by: omar, from: 2026-03-01, until: 2026-03-10}\n");

        assertThatThrownBy(rules::load).isInstanceOf(RuleSetException.class).hasMessageContaining(reason);
    }

    @Test
    @DisplayName("an exception must end, within a year")
    void shouldRefuseExceptionsWithoutEnd() throws Exception {
        String all =
                "description: x\nexceptions:\n  - {id: media, rule: usb, subject: x, reason: r, by: o, from: 2026-03-01";
        rules.file("exceptions/media.yaml", all + "}\n");
        assertThatThrownBy(rules::load)
                .hasMessageContaining("exceptions/media.yaml:3")
                .hasMessageContaining("until");

        rules.file("exceptions/media.yaml", all + ", until: 2027-03-03}\n");
        assertThatThrownBy(rules::load).hasMessageContaining("at most 366 days");
    }

    @Test
    @DisplayName("a snooze holds for one rule from when it was decided until it ends; the person's newest list counts")
    void shouldSnooze() throws Exception {
        rules.rule("other", "", "UsbWrite( bytes > 5 )");
        Person person = person();
        Snooze snooze = new Snooze(
                "s-1",
                RULE,
                "alert",
                "agreed",
                "omar",
                Instant.parse("2026-03-02T10:00:00Z"),
                Instant.parse("2026-03-04T00:00:00Z"));
        person.takes(new Input.Snoozed(List.of(snooze)));
        person.restarts();

        writes(person, "2026-03-02T09:59:59Z", "d");
        assertThat(writes(person, "2026-03-03T10:00:00Z", "d").excepted())
                .containsExactly(new Excepted(RULE, "s-1", Excepted.Kind.SNOOZE));
        writes(person, "2026-03-04T00:00:00Z", "d");
        assertThat(person.alerts(RULE)).extracting(alert -> alert.anchor()).containsExactly("2026-03-02", "2026-03-04");
        assertThat(person.alerts("other")).hasSize(3);

        Person woken = person();
        woken.takes(new Input.Snoozed(List.of(snooze)));
        assertThat(woken.takes(new Input.Snoozed(List.of())).counting()).isEqualTo(Outcome.Counting.COUNTED);
        assertThat(woken.takes(new Input.Snoozed(List.of())).counting()).isEqualTo(Outcome.Counting.REPEATED);
        writes(woken, "2026-03-03T10:00:00Z", "d");
        assertThat(woken.alerts(RULE)).hasSize(1);
    }

    @Test
    @DisplayName(
            "a policy for a group judges the group; a rule that no policy names judges nobody; everyone is everyone")
    void shouldJudgeWhomAPolicyNames() throws Exception {
        rules.rule("other", "", "UsbWrite( bytes > 5 )");
        rules.file("policies/default.yaml", "description: all\nfor: everyone\nrules: [other]\n");
        assertThat(rules.load().rules()).extracting(rule -> rule.id()).containsExactly("other");

        rules.file("policies/build.yaml", "description: builders\nfor: {department: Build}\nrules: [usb]\n");
        Person builder = person();
        builder.changesProfile(profile("Build"));
        writes(builder, "2026-03-02T10:00:00Z", "d");
        assertThat(builder.alerts(RULE)).hasSize(1);
        assertThat(builder.alerts("other")).hasSize(1);

        Person unknown = person();
        writes(unknown, "2026-03-02T10:00:00Z", "d");
        assertThat(unknown.alerts(RULE)).isEmpty();
        assertThat(unknown.alerts("other")).hasSize(1);
        // Told late, but of a time before the activity: judged again.
        unknown.changesProfile(profile("Build"));
        assertThat(unknown.alerts(RULE)).hasSize(1);
    }
}
