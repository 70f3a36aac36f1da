package io.keepwatch.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.story.CameOut.CaseFile;
import io.keepwatch.story.CameOut.Finding;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The story, told to the whole platform")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoryEndToEndTest {
    private final RunningPlatform running = RunningPlatform.shared();
    private Story story = Story.on(new StoryCalendar(LocalDate.EPOCH));
    private CameOut cameOut = new CameOut(List.of(), List.of(), List.of(), List.of());

    @BeforeAll
    void shouldTellTheStory() {
        story = running.story();
        cameOut = CameOut.read(running.doors(), story);
    }

    @ParameterizedTest(name = "{0}: {1} fires exactly where it must and nowhere else")
    @CsvSource({
        "S2-032, bulk-download",
        "S2-033, usb-mass-storage",
        "S2-034, mail-to-outside",
        "S2-035, cloud-upload-spike",
        "S2-036, off-hours-classified",
        "S2-037, leaver-data-access",
        "S2-038, failed-admin-logins",
        "S2-039, security-agent-stopped",
        "S2-040, classified-print",
        "S2-011, departed-owners-data",
        "H08, ex-employee-activity",
        "S1-11, left-behind-job",
        "S1-11, left-behind-session",
        "S3-03, unknown-thumb-drive",
        "S2-102, watched-data-access",
        "S2-102, watched-usb-write"
    })
    void shouldRaiseExactlyTheAlertsOfARule(String requirement, String rule) {
        assertThat(cameOut.alerts().stream()
                        .filter(alert -> alert.rule().equals(rule))
                        .map(StoryEndToEndTest::told))
                .as(requirement)
                .containsExactlyInAnyOrderElementsOf(story.expectedAlerts()
                        .filter(alert -> alert.rule().equals(rule))
                        .map(StoryEndToEndTest::told)
                        .toList());
    }

    @Test
    @DisplayName("no alert of any other rule")
    void shouldRaiseNothingElse() {
        assertThat(cameOut.alerts()).hasSize((int) story.expectedAlerts().count());
    }

    @Test
    @DisplayName(
            "one case for each person with a P1, a P2 or a high-risk indicator, none for a leaver's data access or another P3")
    void shouldOpenOneCaseForEachPerson() {
        assertThat(cameOut.cases().stream().map(CaseFile::subject))
                .containsExactlyInAnyOrderElementsOf(story.expectedCases().toList());
        assertThat(Verdict.on(cameOut, story).cases()).allMatch(Verdict.Line::expected);
    }

    @Test
    @DisplayName("a signed webhook for everything that happened to a case, a mail when it was opened or a P1 joined it")
    void shouldTellTheOutsideWorld() {
        assertThat(Verdict.on(cameOut, story).wrongNotices()).isEmpty();
        assertThat(cameOut.notices()).isNotEmpty();
    }

    @Test
    @DisplayName("S1-11, S1-27: the hunt finds what somebody who left has running, from what the servers reported")
    void shouldFindWhatWasLeftRunning() {
        assertThat(cameOut.running()).hasSize(1).allSatisfy(left -> {
            assertThat(left.subject()).isEqualTo("E2011");
            assertThat(left.jobs()).isEqualTo(1);
            assertThat(left.sessions()).isEqualTo(1);
            assertThat(left.what())
                    .anyMatch(one -> one.contains("sync-mirror.sh") && one.startsWith("cron"))
                    .anyMatch(one -> one.startsWith("a tmux session on srv-ber-2"));
        });
    }

    @Test
    @DisplayName("S2-026: DLP, UEBA, EDR, IAM and badges, e-mail and HR are all taken in")
    void shouldTakeEveryKindOfInput() {
        assertThat(story.feeds()).contains("dlp", "ueba", "edr", "iam", "badge", "mail", "linux-audit");
        assertThat(story.notices()).isNotEmpty();
        assertThat(Told.in(running.home()).orElseThrow().deliveries())
                .isEqualTo(story.deliveries().size());
    }

    @Test
    @DisplayName("told a second time, the story changes nothing")
    void shouldChangeNothingWhenToldAgain() {
        Player player = running.player();
        Story again = player.tell();

        CameOut after = player.await(again);

        assertThat(after).isEqualTo(cameOut);
    }

    private static String told(Finding alert) {
        return "%s %s day %d, %d×".formatted(alert.severity(), alert.subject(), alert.day(), alert.count());
    }

    private static String told(Episode.ExpectedAlert alert) {
        return "%s %s day %d, %d×".formatted(alert.severity(), alert.subject(), alert.day(), alert.count());
    }
}
