package io.keepwatch.story;

import static io.keepwatch.story.HrPeople.activity;
import static io.keepwatch.story.HrPeople.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keepwatch.platform.Service;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * HR speaks, the platform watches, answers, and stops watching: on real components, with the services' clock moved once,
 * by longer than every period lasts. What is true only before or only after the move is tested before or after it.
 */
@DisplayName("The HR loop, from the notice to the all-clear")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HrLoopEndToEndTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Duration AHEAD = Duration.ofDays(45);
    private static final String MANY_BYTES = ",\"path\":\"/share/all.zip\",\"bytes\":600000000";
    private static final int BEFORE = 1;
    private static final int MOVE = 2;
    private static final int AFTER = 3;

    private final RunningPlatform running = RunningPlatform.own();
    private final HrPeople people = new HrPeople(running);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final LocalDate today = LocalDate.ofInstant(now, BERLIN);

    @BeforeAll
    void shouldKnowThePeople() {
        List<String> plain = List.of(
                "h01-resignation",
                "h01-termination",
                "h01-pip",
                "h01-role",
                "h01-contractor",
                "h01-disciplinary",
                "h01-violation",
                "h03",
                "h04",
                "h05",
                "h06",
                "h07",
                "h08",
                "h10",
                "h11",
                "h12",
                "h13",
                "r18");
        List<String> identities = new ArrayList<>(
                plain.stream().map(subject -> HrPeople.identity(subject, "")).toList());
        identities.add(HrPeople.identity("h09-crown", ",\"crownJewels\":true"));
        identities.add(HrPeople.identity("h09-admin", ",\"privileged\":true"));
        identities.add(HrPeople.identity("h09-plain", ""));
        assertThat(running.doors().putIdentities(identities).accepted()).isEqualTo(identities.size());
    }

    private String occurred(Duration ago) {
        return ",\"occurred\":\"" + now.minus(ago) + '"';
    }

    private String leaving(LocalDate effective, Duration told) {
        return ",\"effective\":\"" + effective + '"' + occurred(told);
    }

    @Test
    @Order(BEFORE)
    @DisplayName(
            "H01, S2-094 … S2-099, S2-101, S2-103: each HR event begins its period, and HR hears that it is active")
    void shouldBeginAndConfirmThePeriodOfEachEvent() {
        Map<String, String> kinds = Map.of(
                "resignation", "enhanced",
                "termination", "enhanced",
                "pip", "watchlist",
                "disciplinary", "watchlist",
                "policy_violation", "assessment");
        Map<String, String> subjects = Map.of(
                "resignation", "h01-resignation",
                "termination", "h01-termination",
                "pip", "h01-pip",
                "disciplinary", "h01-disciplinary",
                "policy_violation", "h01-violation");

        kinds.forEach((event, kind) -> assertThat(people.hr(
                                subjects.getOrDefault(event, ""),
                                event,
                                leaving(today.plusDays(30), Duration.ofHours(1)))
                        .path("monitoring")
                        .path("kind")
                        .asText())
                .as(event)
                .isEqualTo(kind));
        people.hr("h01-role", "role_change", occurred(Duration.ofHours(1)) + ",\"detail\":{\"role\":\"dba\"}");
        people.hr("h01-contractor", "contractor_onboarding", occurred(Duration.ofHours(1)));

        subjects.forEach((event, subject) -> {
            awaitTrue("confirmation of " + event, () -> people.toldHr(subject, "monitoring.confirmed"));
            awaitTrue("the active period of " + event, () -> {
                JsonNode periods = people.monitoring(subject).path("periods");
                return periods.size() == 1
                        && periods.path(0).path("state").asText().equals("active");
            });
            assertThat(people.monitoring(subject)
                            .path("periods")
                            .path(0)
                            .path("kind")
                            .asText())
                    .isEqualTo(kinds.get(event));
        });
        subjects.values()
                .forEach(subject -> assertThat(people.toldHr(subject))
                        .as("one receipt, one confirmation: %s", subject)
                        .hasSize(1));
        awaitTrue(
                "confirmations in time, as the programme counts them",
                () -> people.metric("hr-confirmation").path("numerator").asInt() >= subjects.size());
        awaitTrue("a task to verify access", () -> people.tasks("h01-role").size() == 1);
        awaitTrue("a task to verify scope", () -> people.tasks("h01-contractor").size() == 1);
    }

    @Test
    @Order(BEFORE)
    @DisplayName("H03, S2-107: the same event three times, once after a restart: one effect, the same answer")
    void shouldTakeARepeatedEventOnce() throws IOException {
        String said = occurred(Duration.ofHours(2));
        JsonNode first = people.again("h03-once", "h03", "resignation", said);
        JsonNode second = people.again("h03-once", "h03", "resignation", said);
        running.platform().kill(Service.NOTIFICATION);
        awaitReady(Service.NOTIFICATION);
        JsonNode third = people.again("h03-once", "h03", "resignation", said);

        assertThat(List.of(second, third)).allMatch(first::equals);
        awaitTrue("confirmation", () -> people.toldHr("h03", "monitoring.confirmed"));
        awaitTrue(
                "the one period", () -> people.monitoring("h03").path("periods").size() == 1);
    }

    private void awaitReady(Service service) {
        awaitTrue(service + " is back", () -> {
            try {
                running.platform().awaitReady(service, Duration.ofMinutes(1));
                return true;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    @Order(BEFORE)
    @DisplayName("H04, S2-102: while the period lasts, less is enough for an alert")
    void shouldSwitchTheEnhancedRulesOn() {
        people.hr("h04", "resignation", occurred(Duration.ofHours(3)));
        people.report(activity(
                "h04-1", now.minusSeconds(60), "file.download", "h04", ",\"path\":\"/a\",\"bytes\":150000000"));

        awaitTrue(
                "an alert of watched-download",
                () -> people.alerts("subject=h04&rule=watched-download").size() == 1);
    }

    /** When the person of R18 gave notice: the period ends in some hours. */
    private Instant noticeOfR18() {
        return now.minus(Duration.ofDays(14)).plus(Duration.ofHours(4));
    }

    @Test
    @Order(BEFORE)
    @DisplayName(
            "R18, S2-037: fourteen ordinary working days after a resignation: one alert that counts, below 50 on every day")
    void shouldNotInvestigateALeaverWhoWorks() {
        Instant told = noticeOfR18();
        people.hr("r18", "resignation", ",\"occurred\":\"" + told + '"');
        awaitTrue(
                "the active period",
                () -> people.monitoring("r18").path("periods").size() == 1);
        String[] days = new String[14];
        for (int day = 0; day < days.length; day++) {
            days[day] = activity(
                    "r18-" + day,
                    told.plus(Duration.ofDays(day)).plus(Duration.ofHours(1)),
                    "file.access",
                    "r18",
                    ",\"path\":\"/home/r18/plan.odt\",\"bytes\":1000");
        }
        people.report(days);

        awaitTrue("one alert that counts the days", () -> {
            List<JsonNode> alerts = people.alerts("subject=r18&rule=leaver-data-access");
            return alerts.size() == 1 && alerts.getFirst().path("count").asInt() == days.length;
        });
        for (int day = 0; day < days.length; day++) {
            Instant at = told.plus(Duration.ofDays(day)).plus(Duration.ofHours(2));
            JsonNode risk = people.risk("r18", at);
            assertThat(risk.path("score").asDouble()).as("on day %s", day).isBetween(1.4, Math.nextDown(50.0));
            assertThat(risk.path("multipliers").path(0).path("factor").asText()).isEqualTo("notice");
        }
    }

    @Test
    @Order(AFTER)
    @DisplayName("R18: at the end HR gets the all-clear, and nothing else was ever said")
    void shouldGiveALeaverWhoWorkedTheAllClear() {
        awaitTrue("the all-clear", () -> people.toldHr("r18", "monitoring.all-clear"));

        assertThat(people.toldHr("r18"))
                .extracting(told -> told.path("type").asText())
                .containsExactly("monitoring.confirmed", "monitoring.all-clear");
        assertThat(people.risk("r18", noticeOfR18().plus(Duration.ofDays(14)))
                        .path("band")
                        .asText())
                .isEqualTo("monitor");
    }

    @Test
    @Order(BEFORE)
    @DisplayName("H05, S2-105: suspicion in the period: an alert, and HR is told to investigate")
    void shouldTellHrOfSuspicion() {
        people.hr("h05", "resignation", occurred(Duration.ofHours(3)));
        people.report(activity("h05-1", now.minusSeconds(60), "file.download", "h05", MANY_BYTES));

        awaitTrue("suspicion", () -> people.toldHr("h05", "monitoring.suspicion"));
        awaitTrue(
                "the one alert",
                () -> people.alerts("subject=h05&rule=bulk-download").size() == 1);
    }

    @Test
    @Order(BEFORE)
    @DisplayName("H06, S2-104: a second notice in the period lengthens it and never shortens it")
    void shouldLengthenThePeriod() {
        people.hr("h06", "resignation", occurred(Duration.ofHours(1)));
        JsonNode earlier = people.hr("h06", "resignation", occurred(Duration.ofDays(5)));

        Instant end = now.minus(Duration.ofHours(1)).plus(Duration.ofDays(14));
        assertThat(Instant.parse(earlier.path("monitoring").path("until").asText()))
                .isEqualTo(end);
        awaitTrue("one period to the later end", () -> {
            JsonNode periods = people.monitoring("h06").path("periods");
            return periods.size() == 1
                    && Instant.parse(periods.path(0).path("until").asText("")).equals(end);
        });
    }

    @Test
    @Order(BEFORE)
    @DisplayName("H07, S2-087 … S2-093: a termination starts seven steps with owner and deadline")
    void shouldStartTheOffboarding() {
        people.hr("h07", "termination", leaving(today, Duration.ofHours(30)));

        awaitTrue("seven steps", () -> people.offboarding("h07").size() == 7);
        assertThat(people.offboarding("h07")).allSatisfy(step -> {
            assertThat(step.path("owner").asText()).isNotBlank();
            assertThat(step.path("deadline").asText()).isNotBlank();
        });
    }

    @Test
    @Order(BEFORE)
    @DisplayName("H08, S1-03 … S1-08, S1-11: whatever an ex-employee does is one P1 with the account in its title, by"
            + " pager and mail")
    void shouldRaiseOneAlertForAnythingAnExEmployeeDoes() {
        people.hr("h08", "termination", leaving(today.minusDays(1), Duration.ofDays(2)));
        awaitTrue("the watch", () -> !people.monitoring("h08").path("watch").isNull());
        Instant at = now.minusSeconds(600);
        people.report(
                activity(
                        "h08-1",
                        at,
                        "process.start",
                        "h08",
                        ",\"executable\":\"/usr/local/bin/sync.sh\",\"scheduler\":\"cron\""),
                activity("h08-2", at.plusSeconds(60), "session.open", "h08", ",\"session\":\"s1\",\"kind\":\"tmux\""),
                activity(
                        "h08-3",
                        at.plusSeconds(120),
                        "auth.login",
                        "h08",
                        ",\"outcome\":\"success\",\"channel\":\"vpn\""),
                activity(
                        "h08-4",
                        at.plusSeconds(180),
                        "badge.swipe",
                        "h08",
                        ",\"outcome\":\"denied\",\"door\":\"Lobby\""));

        awaitTrue(
                "one alert of four activities",
                () -> people.alerts("subject=h08&severity=P1").stream()
                        .anyMatch(alert -> alert.path("count").asInt() == 4));
        assertThat(people.alerts("subject=h08&severity=P1")).singleElement().satisfies(alert -> {
            assertThat(alert.path("title").asText()).contains(HrPeople.account("h08"));
            assertThat(alert.path("description").asText()).isNotBlank();
        });
        awaitTrue("a page", () -> !people.told("pager", "h08").isEmpty());
        awaitTrue("a mail", () -> !people.told("mail", "h08").isEmpty());
    }

    @Test
    @Order(BEFORE)
    @DisplayName("H09, S1-08, S1-09: three ex-employees, three alerts, by what each could reach")
    void shouldOrderExEmployeesByWhatTheyCouldReach() {
        List<String> leavers = List.of("h09-plain", "h09-admin", "h09-crown");
        leavers.forEach(subject -> people.hr(subject, "termination", leaving(today.minusDays(1), Duration.ofDays(2))));
        leavers.forEach(subject -> awaitTrue(
                "the watch", () -> !people.monitoring(subject).path("watch").isNull()));
        leavers.forEach(subject -> people.report(
                activity(subject + "-1", now.minusSeconds(300), "auth.login", subject, ",\"outcome\":\"success\"")));

        awaitTrue("three alerts", () -> ofH09().size() == 3);
        assertThat(ofH09()).containsExactly("h09-crown", "h09-admin", "h09-plain");
    }

    private List<String> ofH09() {
        return people.alerts("rule=ex-employee-activity&order=-exposure&limit=200").stream()
                .map(alert -> alert.path("subject").asText())
                .filter(subject -> subject.startsWith("h09"))
                .collect(Collectors.toList());
    }

    @Test
    @Order(BEFORE)
    @DisplayName("H10, S1-13, S1-14, S1-28: the departure review of somebody with a history; a late watch is flagged")
    void shouldReviewADeparture() {
        Instant left = today.minusDays(2).atStartOfDay(BERLIN).toInstant();
        people.report(
                activity(
                        "h10-1",
                        left.minus(Duration.ofDays(3)),
                        "process.start",
                        "h10",
                        ",\"executable\":\"/usr/bin/scp\",\"arguments\":\"x y\",\"scheduler\":\"none\""),
                activity(
                        "h10-2",
                        left.minus(Duration.ofDays(3)).plusSeconds(1),
                        "network.connect",
                        "h10",
                        ",\"direction\":\"out\",\"remoteIp\":\"203.0.113.9\",\"remotePort\":22,\"executable\":\"/usr/bin/scp\",\"bytes\":40000000"),
                activity("h10-3", left.plus(Duration.ofHours(5)), "auth.login", "h10", ",\"outcome\":\"success\""));
        people.hr("h10", "termination", leaving(today.minusDays(2), Duration.ofDays(3)));

        // What HR says and what somebody did arrive at hunting on ways of their own.
        awaitTrue("the review, with what was copied and to where", () -> {
            JsonNode review = people.departure("h10", BERLIN);
            return review.path("left").asText().equals(left.toString())
                    && review.toString().contains("/usr/bin/scp")
                    && review.toString().contains("203.0.113.9");
        });
        awaitTrue(
                "a gap that is flagged",
                () -> people.monitoring("h10").path("watch").path("flagged").asBoolean());
    }

    @Test
    @Order(BEFORE)
    @DisplayName("H11: a notice withdrawn ends what it began, and the timeline says so")
    void shouldEndWhatIsWithdrawn() {
        JsonNode notice = people.hr("h11", "resignation", occurred(Duration.ofHours(4)));
        awaitTrue("the period", () -> people.monitoring("h11").path("periods").size() == 1);

        people.hr(
                "h11",
                "withdrawn",
                occurred(Duration.ZERO) + ",\"detail\":{\"receipt\":\""
                        + notice.path("receipt").asText() + "\"}");

        awaitTrue(
                "its end",
                () -> people.monitoring("h11")
                        .path("periods")
                        .path(0)
                        .path("state")
                        .asText()
                        .equals("ended"));
        assertThat(people.timeline("h11")).anyMatch(item -> item.toString().contains("withdrawn"));
    }

    @Test
    @Order(BEFORE)
    @DisplayName("H12, S1-10: an ex-employee's alert is remediated …")
    void shouldRemediateAnAlert() {
        people.hr("h12", "termination", leaving(today.minusDays(1), Duration.ofDays(2)));
        awaitTrue("the watch", () -> !people.monitoring("h12").path("watch").isNull());
        people.report(activity("h12-1", now.minusSeconds(200), "auth.login", "h12", ",\"outcome\":\"success\""));
        awaitTrue("a page", () -> people.pages("h12").equals(List.of("trigger")));
        JsonNode alert = people.alerts("subject=h12&rule=ex-employee-activity").getFirst();

        Requests.Answer answer = people.post(
                Service.CASE_MANAGEMENT,
                "/v1/alerts/" + alert.path("id").asText() + "/status",
                "analyst",
                "{\"status\":\"remediated\",\"reason\":\"keys removed\"}");

        assertThat(answer.status()).isBetween(200, 204);
        awaitTrue("the page is resolved", () -> people.pages("h12").equals(List.of("trigger", "resolve")));
    }

    @Test
    @Order(BEFORE)
    @DisplayName("H13: rehired: watch and off-boarding end, the history stays")
    void shouldEndTheWatchOfSomebodyRehired() {
        people.hr("h13", "termination", leaving(today.minusDays(3), Duration.ofDays(4)));
        awaitTrue("the watch", () -> !people.monitoring("h13").path("watch").isNull());
        awaitTrue("the steps", () -> people.offboarding("h13").size() == 7);

        people.hr(
                "h13",
                "rehired",
                occurred(Duration.ofHours(1)) + ",\"detail\":{\"from\":\"" + today.minusDays(1) + "\"}");

        awaitTrue("no watch", () -> people.monitoring("h13").path("watch").isNull());
        awaitTrue(
                "no open step",
                () -> people.offboarding("h13").stream()
                        .noneMatch(step -> step.path("state").asText().equals("open")));
        assertThat(people.timeline("h13")).anyMatch(item -> item.toString().contains("termination"));
        people.report(activity("h13-1", now.minusSeconds(30), "auth.login", "h13", ",\"outcome\":\"success\""));
    }

    @Test
    @Order(MOVE)
    @DisplayName("stopped, and started again forty-five days later over the same data")
    void shouldComeBackMuchLater() throws IOException, InterruptedException {
        running.restartAhead(AHEAD);

        assertThat(people.monitoring("h04").path("periods")).hasSize(1);
    }

    @Test
    @Order(AFTER)
    @DisplayName(
            "H04, S2-106: nothing suspicious in the period: it is over, HR gets the all-clear, less is ordinary again")
    void shouldGiveTheAllClear() {
        awaitTrue("the all-clear", () -> people.toldHr("h04", "monitoring.all-clear"));
        people.report(
                activity("h04-2", now.plus(AHEAD), "file.download", "h04", ",\"path\":\"/a\",\"bytes\":150000000"));
        people.report(activity(
                "h04-3",
                now.plus(AHEAD).plusSeconds(1),
                "usb.write",
                "h04",
                ",\"device\":\"kingston-1\",\"bytes\":150000000"));

        awaitTrue(
                "the usb alert",
                () -> people.alerts("subject=h04&rule=usb-mass-storage").size() == 1);
        assertThat(people.alerts("subject=h04&rule=watched-download")).hasSize(1);
        assertThat(people.toldHr("h04").stream()
                        .filter(told -> told.path("type").asText().equals("monitoring.all-clear")))
                .hasSize(1);
    }

    @Test
    @Order(AFTER)
    @DisplayName(
            "H01, S1-01: the watch of a departure that was to come has begun, and HR is not told of the receipt again")
    void shouldBeginTheWatchOfALaterDeparture() {
        awaitTrue(
                "the watch",
                () -> !people.monitoring("h01-termination").path("watch").isNull());
        awaitTrue("the all-clear", () -> people.toldHr("h01-termination", "monitoring.all-clear"));

        assertThat(people.monitoring("h01-termination")
                        .path("watch")
                        .path("since")
                        .asText())
                .isEqualTo(today.plusDays(30).atStartOfDay(BERLIN).toInstant().toString());
        assertThat(people.toldHr("h01-termination").stream()
                        .map(told -> told.path("type").asText()))
                .containsExactly("monitoring.confirmed", "monitoring.all-clear");
    }

    @Test
    @Order(AFTER)
    @DisplayName("H05: after suspicion there is no all-clear")
    void shouldGiveNoAllClearAfterSuspicion() {
        awaitTrue(
                "the end of the period",
                () -> people.monitoring("h05")
                        .path("periods")
                        .path(0)
                        .path("state")
                        .asText()
                        .equals("expired"));
        awaitTrue("the all-clear of another", () -> people.toldHr("h06", "monitoring.all-clear"));

        assertThat(people.toldHr("h05", "monitoring.all-clear")).isFalse();
    }

    @Test
    @Order(AFTER)
    @DisplayName("H07, S2-111: steps that are overdue alert their owner, then the SOC lead; the metric counts them")
    void shouldAlertForOverdueSteps() {
        awaitTrue(
                "mails to owners",
                () -> people.timeline("h07").stream()
                        .anyMatch(item -> item.toString().contains("overdue")));
        awaitTrue(
                "mails to the lead",
                () -> people.timeline("h07").stream()
                        .anyMatch(item -> item.toString().contains("escalated")));
        assertThat(people.programme().toString()).contains("S2-111");
    }

    @Test
    @Order(AFTER)
    @DisplayName("H12: … and a login a month later opens the same alert again and pages again")
    void shouldOpenTheAlertAgain() {
        people.report(activity("h12-2", now.plus(AHEAD), "auth.login", "h12", ",\"outcome\":\"success\""));

        awaitTrue("a second page", () -> people.pages("h12").equals(List.of("trigger", "resolve", "trigger")));
        assertThat(people.alerts("subject=h12&rule=ex-employee-activity"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.path("status").asText()).isEqualTo("open"));
    }

    @Test
    @Order(AFTER)
    @DisplayName("H13: what somebody does who came back is no alert of an ex-employee")
    void shouldRaiseNothingForSomebodyRehired() {
        people.report(activity("h13-2", now.plus(AHEAD), "file.download", "h13", MANY_BYTES));
        awaitTrue(
                "an ordinary alert",
                () -> people.alerts("subject=h13&rule=bulk-download").size() == 1);

        assertThat(people.alerts("subject=h13&rule=ex-employee-activity")).isEmpty();
    }
}
