package io.keepwatch.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Windows that compare with earlier days: first-seen and rate")
class BaselineWindowsTest {
    private static final Instant BEGIN = Instant.parse("2026-03-02T09:00:00Z");
    private static final String NEW_COUNTRY =
            "newCountry: {of: auth.login, where: {outcome: success}, firstSeen: country, baseline: 30d, learning: 14d}";
    private static final String RATE =
            "tools: {of: process.start, rate: count, per: day, baseline: 30d, learning: 14d}";

    @TempDir
    private Path rules = Path.of(".");

    private RuleBook countries() throws Exception {
        return new RuleFiles(rules)
                .rule("new-country", NEW_COUNTRY, "AuthLogin( outcome == \"success\", newCountry )")
                .load();
    }

    private static String day(int day) {
        return BEGIN.plus(Duration.ofDays(day)).toString();
    }

    private static void logsIn(Person person, int day, String country) {
        person.does(ActivityType.AUTH_LOGIN, day(day), Attribute.LOGIN_OUTCOME, "success", Attribute.COUNTRY, country);
    }

    private static List<String> days(Person person, String rule) {
        return person.alerts(rule).stream().map(Alert::anchor).sorted().toList();
    }

    @Test
    @DisplayName("B14: nothing is new during the first fourteen days; the fifteenth day knows")
    void shouldLearnBeforeItClaims() throws Exception {
        Person early = new Person(countries());
        logsIn(early, 0, "DE");
        logsIn(early, 13, "BR");
        assertThat(early.alerts("new-country")).isEmpty();

        Person late = new Person(countries());
        logsIn(late, 0, "DE");
        logsIn(late, 14, "BR");
        assertThat(days(late, "new-country")).containsExactly("2026-03-16");
    }

    @Test
    @DisplayName(
            "what was seen is not new, whatever its case; what was not seen for as long as it looks back is new again")
    void shouldForgetAfterTheLookback() throws Exception {
        Person person = new Person(countries());
        logsIn(person, 0, "DE");
        logsIn(person, 20, "BR");
        person.restarts();
        logsIn(person, 21, "br");
        logsIn(person, 50, "BR");
        assertThat(days(person, "new-country")).containsExactly("2026-03-22");

        logsIn(person, 81, "BR");
        assertThat(days(person, "new-country")).containsExactly("2026-03-22", "2026-05-22");
    }

    @Test
    @DisplayName("R15b: an activity older than the allowance claims nothing and teaches nothing")
    void shouldClaimNothingOfWhatIsTooOld() throws Exception {
        Person person = new Person(countries());
        logsIn(person, 0, "DE");
        logsIn(person, 30, "DE");
        logsIn(person, 20, "BR");
        assertThat(person.alerts("new-country")).isEmpty();

        logsIn(person, 31, "BR");
        assertThat(days(person, "new-country")).containsExactly("2026-04-02");
    }

    @Test
    @DisplayName("without a value nothing is new, and what the window does not take teaches it nothing")
    void shouldOnlyKnowWhatItTakes() throws Exception {
        Person person = new Person(countries());
        logsIn(person, 0, "DE");
        person.does(ActivityType.AUTH_LOGIN, day(20), Attribute.LOGIN_OUTCOME, "success");
        person.does(ActivityType.AUTH_LOGIN, day(20), Attribute.LOGIN_OUTCOME, "failure", Attribute.COUNTRY, "BR");
        assertThat(person.alerts("new-country")).isEmpty();

        logsIn(person, 21, "BR");
        assertThat(person.alerts("new-country")).hasSize(1);
    }

    @Test
    @DisplayName(
            "of someone with very many values nothing is claimed to be new, until what was forgotten lies too far back")
    void shouldBeSilentWhereTooMuchWasForgotten() throws Exception {
        Person person = new Person(countries());
        for (int i = 0; i < 100; i++) {
            logsIn(person, i / 10, "country-" + i);
        }
        logsIn(person, 20, "one-more");
        assertThat(person.alerts("new-country")).isEmpty();

        logsIn(person, 60, "yet-another");
        assertThat(days(person, "new-country")).containsExactly("2026-05-01");
    }

    @Test
    @DisplayName("B01, B16: an hour is the person's own, a weekend's apart from a working day's")
    void shouldKnowThePersonsHours() throws Exception {
        RuleBook book = new RuleFiles(rules)
                .rule("odd-hour", "newHour: {of: badge.swipe, firstSeen: hour, baseline: 60d}", "BadgeSwipe( newHour )")
                .load();
        Person person = new Person(book);
        person.changesProfile(Histories.profile("Asia/Tokyo", false, Instant.EPOCH));
        for (int day = 0; day < 26; day++) {
            if (day % 7 < 5) {
                person.does(ActivityType.BADGE_SWIPE, day(day));
            }
        }
        assertThat(person.alerts("odd-hour")).isEmpty();

        // Sunday, 18:00 in Tokyo, the hour of every working day.
        person.does(ActivityType.BADGE_SWIPE, day(27));
        assertThat(days(person, "odd-hour")).containsExactly("2026-03-29");
    }

    @Test
    @DisplayName("a rate is how many times as fast as usual: exactly five times is not more than five times")
    void shouldKnowTheRate() throws Exception {
        RuleBook book = new RuleFiles(rules)
                .rule("many-tools", RATE, "ProcessStart( tools > 5, toolsTotal > 3 )")
                .load();
        Person person = new Person(book);
        for (int day = 0; day < 14; day++) {
            starts(person, day, 2);
        }
        starts(person, 14, 10);
        assertThat(person.alerts("many-tools")).isEmpty();

        starts(person, 14, 1);
        assertThat(days(person, "many-tools")).containsExactly("2026-03-16");
    }

    private static void starts(Person person, int day, int times) {
        for (int i = 0; i < times; i++) {
            person.does(ActivityType.PROCESS_START, day(day));
        }
    }

    @Test
    @DisplayName("a rate over an hour is compared as if the hour went on for a day")
    void shouldKnowTheRateOfAnHour() throws Exception {
        RuleBook book = new RuleFiles(rules)
                .rule(
                        "burst",
                        "burst: {of: file.download, rate: bytes, over: 1h, baseline: 30d}",
                        "FileDownload( burst > 24 )")
                .load();
        Person person = new Person(book);
        for (int day = 0; day < 14; day++) {
            person.does(ActivityType.FILE_DOWNLOAD, day(day), Attribute.BYTES, 1_000L);
        }
        person.does(ActivityType.FILE_DOWNLOAD, day(14), Attribute.BYTES, 1_000L);
        assertThat(person.alerts("burst")).isEmpty();

        person.does(ActivityType.FILE_DOWNLOAD, day(14), Attribute.BYTES, 1L);
        assertThat(days(person, "burst")).containsExactly("2026-03-16");
    }

    @Test
    @DisplayName(
            "a window that a new rule set brings learns first, however long the person is known; a short break does not matter")
    void shouldLearnAnewWithTheRuleSet() throws Exception {
        RuleBook without = new RuleFiles(rules.resolve("without"))
                .rule("other", "", "ProcessStart( command == \"nobody-starts-this\" )")
                .load();
        RuleBook with = new RuleFiles(rules.resolve("with"))
                .rule("other", "", "ProcessStart( command == \"nobody-starts-this\" )")
                .rule("many-tools", RATE, "ProcessStart( tools > 5, toolsTotal > 3 )")
                .load();
        Person person = new Person(without);
        for (int day = 0; day < 40; day++) {
            starts(person, day, 10);
        }

        person.movesTo(with);
        starts(person, 40, 10);
        starts(person, 41, 10);
        starts(person, 53, 10);
        assertThat(person.alerts("many-tools")).isEmpty();

        person.movesTo(without);
        starts(person, 53, 1);
        person.movesTo(with);
        starts(person, 54, 20);
        assertThat(days(person, "many-tools")).containsExactly("2026-04-25");
    }
}
