package io.keepwatch.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StoryTest {
    private final Story story = Story.on(new StoryCalendar(LocalDate.of(2026, 3, 30)));

    @Test
    @DisplayName("the story's last day is over everywhere when it is played")
    void shouldEndBeforeNow() {
        for (String now : List.of(
                "2026-03-30T00:00:01Z", "2026-03-30T04:59:59Z", "2026-03-30T05:00:00Z", "2026-11-01T23:59:59Z")) {
            Instant instant = Instant.parse(now);
            Story told = Story.on(StoryCalendar.endingBefore(instant));

            assertThat(lines(told).filter(line -> time(line).isAfter(instant))).isEmpty();
        }
    }

    @Test
    @DisplayName("the same days tell the same story, line for line")
    void shouldBeTheSameEveryTime() {
        assertThat(Story.on(story.calendar()).deliveries()).isEqualTo(story.deliveries());
    }

    @Test
    @DisplayName("fifty people and one who left; every account that does something is somebody's, a server's or root")
    void shouldKnowEverybody() {
        Set<String> known = new HashSet<>();
        story.identities().stream().map(Json::read).forEach(identity -> {
            identity.path("accounts")
                    .forEach(account -> assertThat(known.add(account.asText())).isTrue());
            identity.path("hosts").forEach(host -> known.add(host.asText()));
        });

        assertThat(story.people()).hasSize(50);
        assertThat(story.bySubject()).hasSize(51);
        assertThat(lines(story).map(Json::read).map(StoryTest::whose)).allMatch(known::contains);
    }

    @Test
    @DisplayName("each of the nine SIEM rules has somebody it must fire for, on a day of the story; others join them")
    void shouldExpectEveryRule() {
        assertThat(story.expectedAlerts().map(Episode.ExpectedAlert::rule).distinct())
                .containsExactlyInAnyOrder(
                        "bulk-download",
                        "usb-mass-storage",
                        "mail-to-outside",
                        "cloud-upload-spike",
                        "off-hours-classified",
                        "leaver-data-access",
                        "failed-admin-logins",
                        "security-agent-stopped",
                        "classified-print",
                        "departed-owners-data",
                        "ex-employee-activity",
                        "left-behind-job",
                        "left-behind-session",
                        "unknown-thumb-drive",
                        "watched-data-access",
                        "watched-usb-write");
        assertThat(story.expectedAlerts())
                .allMatch(alert -> alert.day() >= StoryCalendar.FIRST_DAY && alert.day() <= StoryCalendar.LAST_DAY);
    }

    @Test
    @DisplayName("local times are right on both sides of a clock change")
    void shouldKnowLocalTime() {
        Moments moments = new Moments(new StoryCalendar(LocalDate.of(2026, 3, 30)));

        assertThat(moments.date("{\"time\":\"{-2 22:00:00 Europe/Berlin}\"}", Moments.Form.RFC_3339)
                        .text())
                .isEqualTo("{\"time\":\"2026-03-28T22:00:00+01:00\"}");
        assertThat(moments.date("{-1 22:00:00 Europe/Berlin}", Moments.Form.RFC_3339)
                        .text())
                .isEqualTo("2026-03-29T22:00:00+02:00");
        assertThat(moments.date("audit({-1 00:00:00.042 UTC}:7)", Moments.Form.AUDIT)
                        .text())
                .isEqualTo("audit(1774742400.042:7)");
    }

    private static Stream<String> lines(Story told) {
        return told.deliveries().stream()
                .filter(delivery -> delivery.format() == StoryLine.Format.NDJSON)
                .flatMap(delivery -> delivery.lines().stream());
    }

    private static Instant time(String line) {
        return OffsetDateTime.parse(Json.read(line).path("time").asText()).toInstant();
    }

    private static String whose(JsonNode line) {
        return line.path("user").asText(line.path("host").asText());
    }
}
