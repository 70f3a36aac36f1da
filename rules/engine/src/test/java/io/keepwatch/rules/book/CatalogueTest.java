package io.keepwatch.rules.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The catalogue as shipped")
class CatalogueTest {
    private static RuleBook book;

    @BeforeAll
    static void load() throws RuleSetException {
        book = RuleBooks.load(Path.of(".."), null);
    }

    @Test
    @DisplayName("S2-032 … S2-040: the nine SIEM rules judge, with the windows they declare")
    void shouldHoldTheNineSiemRules() {
        assertThat(book.rules())
                .extracting(Rule::id)
                .contains(
                        "bulk-download",
                        "usb-mass-storage",
                        "mail-to-outside",
                        "cloud-upload-spike",
                        "off-hours-classified",
                        "leaver-data-access",
                        "failed-admin-logins",
                        "security-agent-stopped",
                        "classified-print");
        assertThat(book.windows())
                .extracting(WindowDeclaration::span)
                .contains(new WindowDeclaration.Sliding(Duration.ofHours(1)), new WindowDeclaration.Daily(30, 14));
    }

    @Test
    @DisplayName(
            "S1-07: every type counts, somebody who left may do it; a projection holds what conditions, windows, titles read")
    void shouldPlanEachType() {
        assertThat(ActivityType.values()).allMatch(type -> book.plan(type).remembered());
        assertThat(book.plan(ActivityType.PERSON_RECORD).projection())
                .as("no details of people's lives are kept")
                .containsExactlyInAnyOrder(Attribute.RECORD_KIND, Attribute.AREA);
        assertThat(book.plan(ActivityType.USB_WRITE).projection())
                .containsExactlyInAnyOrder(Attribute.BYTES, Attribute.DEVICE);
        assertThat(book.plan(ActivityType.EMAIL_SENT).projection())
                .containsExactlyInAnyOrder(Attribute.TO, Attribute.ATTACHMENTS);
        assertThat(book.plan(ActivityType.AUTH_LOGIN).projection())
                .containsExactlyInAnyOrder(
                        Attribute.LOGIN_OUTCOME, Attribute.PRIVILEGED, Attribute.CHANNEL, Attribute.COUNTRY);
        assertThat(book.plan(ActivityType.PROCESS_START).projection())
                .as("no command lines are kept")
                .containsExactlyInAnyOrder(Attribute.EXECUTABLE, Attribute.SCHEDULER);
        assertThat(book.plan(ActivityType.WEB_VISIT).projection())
                .as("no addresses of pages are kept")
                .containsExactlyInAnyOrder(Attribute.CATEGORY);
    }

    @Test
    @DisplayName("S2-005 … S2-017: each of the thirteen indicators has a live rule; 1 to 7 are high, 8 to 13 medium")
    void shouldFindEveryIndicator() {
        Map<Integer, Set<String>> classes = new TreeMap<>();
        for (Rule rule : book.rules()) {
            if (rule.indicator() != null && rule.mode() == Alert.Mode.LIVE) {
                classes.computeIfAbsent(rule.indicator().number(), _ -> new TreeSet<>())
                        .add(rule.indicator().indicatorClass());
            }
        }

        assertThat(classes.keySet()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
        classes.forEach((number, said) ->
                assertThat(said).as("indicator %d", number).containsExactly(number <= 7 ? "high" : "medium"));
    }

    @Test
    @DisplayName("S1-02, S1-03, S1-04, S1-05, S1-07: whoever left and does anything is P1, by one rule of the default"
            + " policy; the account is named, the next steps are")
    void shouldCallSomebodyForAnythingDoneByThoseWhoLeft() {
        assertThat(book.rules().stream().filter(rule -> rule.id().equals("ex-employee-activity")))
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.audience())
                            .as("groups, where it is not for everybody")
                            .isEmpty();
                    assertThat(rule.severity()).isEqualTo(Severity.P1);
                    assertThat(rule.types()).containsExactlyInAnyOrder(ActivityType.values());
                    assertThat(rule.title()).startsWith("{account} ");
                    assertThat(rule.description()).contains("Next steps:").contains("Mark the alert as remediated");
                    assertThat(rule.grouping()).isEqualTo(new Grouping(Grouping.Period.OPEN, List.of()));
                });
    }

    @Test
    @DisplayName(
            "S1-03, S1-04, H08: what people left behind is P2 beside it, names the account, and says what to do next")
    void shouldTellWhatToDoAboutLeftovers() {
        List<Rule> leftovers = book.rules().stream()
                .filter(rule -> rule.id().startsWith("left-behind-"))
                .toList();

        assertThat(leftovers).hasSize(3).allSatisfy(rule -> {
            assertThat(rule.severity()).isEqualTo(Severity.P2);
            assertThat(rule.title()).startsWith("{account} has left");
            assertThat(rule.description()).contains("Next steps:").contains("mark the alert as remediated");
        });
    }

    @Test
    @DisplayName(
            "S2-102, R18: the closer look at people in a monitoring period is P3 or P4, one alert a period or a day")
    void shouldNotSuspectPeopleForBeingWatched() {
        assertThat(book.rules().stream().filter(rule -> rule.id().startsWith("watched-")))
                .hasSize(6)
                .allSatisfy(rule -> {
                    assertThat(rule.severity()).isGreaterThanOrEqualTo(Severity.P3);
                    assertThat(rule.readsHr()).isTrue();
                });
    }

    @Test
    @DisplayName("S2-105, S2-037: one rule only informs; whatever else is live and P1 or P2 is a suspicion")
    void shouldSuspectByEveryRuleButOne() {
        assertThat(book.rules().stream().filter(Rule::informs))
                .extracting(Rule::id)
                .containsExactly("leaver-data-access");
        assertThat(book.rules().stream().filter(Rule::raisesSuspicion))
                .extracting(Rule::id)
                .contains("bulk-download", "ex-employee-activity", "security-agent-stopped")
                .doesNotContain("leaver-data-access", "mail-to-outside");
    }

    @Test
    @DisplayName("Rules of medium indicators open no case by their severity")
    void shouldOnlyScoreMediumIndicators() {
        assertThat(book.rules().stream()
                        .filter(rule -> rule.indicator() instanceof Alert.Indicator(int _, String indicatorClass)
                                && indicatorClass.equals("medium"))
                        .filter(rule -> rule.severity().compareTo(Severity.P3) < 0))
                .extracting(Rule::id)
                .as("P2 by the programme's own table")
                .containsExactly("failed-admin-logins");
    }

    @Test
    @DisplayName("The page about the indicators names every rule that finds one")
    void shouldNameEveryIndicatorsRules() throws IOException {
        String page = Files.readString(Path.of("../catalogue/indicators/README.md"));

        assertThat(book.rules().stream().filter(rule -> rule.indicator() != null))
                .allSatisfy(rule -> assertThat(page).contains('`' + rule.id() + '`'));
    }
}
