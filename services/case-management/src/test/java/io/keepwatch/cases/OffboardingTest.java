package io.keepwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertActivity;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.Severity;
import io.keepwatch.contracts.TaskEvent;
import io.keepwatch.contracts.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealPlatform.class)
@DisplayName("H07 Off-boarding: seven steps with owner and clock")
class OffboardingTest {
    /** A Friday; its day begins in Berlin an hour before it does in UTC. */
    private static final LocalDate LAST = LocalDate.parse("2031-02-28");

    private static final Instant DEPARTURE = Instant.parse("2031-02-27T23:00:00Z");
    private static final Instant TOLD = Instant.parse("2031-02-20T09:00:00Z");

    private final TopicReader events = new TopicReader(RealPlatform.kafka(), Topic.CASE_EVENT.topicName());
    private final List<HrDesk> desks = new ArrayList<>();

    @Inject
    MovingClock clock;

    @AfterEach
    void disconnect() {
        clock.reset();
        events.close();
        desks.forEach(HrDesk::close);
    }

    private HrDesk desk(String subject) {
        HrDesk desk = new HrDesk(subject);
        desks.add(desk);
        return desk;
    }

    /** Somebody in Berlin who is known before HR says anything. */
    private HrDesk berliner(String subject) {
        HrDesk desk = desk(subject);
        desk.identity("Europe/Berlin", "NYC", "m-1", TOLD.minus(Duration.ofDays(400)));
        Eventually.holds(() -> assertThat(Database.query("select time_zone from person where subject = ?", subject))
                .containsExactly("Europe/Berlin"));
        return desk;
    }

    private static JsonPath steps(String subject) {
        return Api.read("/v1/offboarding", Map.of("subject", subject));
    }

    private static Map<String, Object> step(String subject, String step) {
        return steps(subject).getMap("items.find { it.step == '" + step + "' }");
    }

    private static void hasSteps(String subject) {
        Eventually.holds(() -> assertThat(steps(subject).getList("items")).hasSize(7));
    }

    private static Response say(String subject, String step, boolean done, String evidence) {
        return RestAssured.given()
                .auth()
                .oauth2(Tokens.of("ida", "administrator"))
                .contentType(ContentType.JSON)
                .body(Map.of("done", done, "evidence", evidence))
                .post("/v1/offboarding/" + subject + "/" + step);
    }

    /** What was told of a person's step, in order, as {@code event at}. */
    private List<String> told(String subject, String step) {
        List<String> told = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : events.of(subject)) {
            String type = new String(
                    record.headers().lastHeader(CloudEvent.TYPE_HEADER).value(), StandardCharsets.UTF_8);
            if (!type.equals(CloudEvent.Type.TASK_EVENT.wireName())) {
                continue;
            }
            assertThat(Schemas.violations("task-event.v1.json", record.value())).isEmpty();
            try {
                TaskEvent event = TaskEvent.read(record.value());
                if (event.step().equals(step)) {
                    told.add(event.event() + " " + event.at());
                }
            } catch (io.keepwatch.contracts.MalformedMessageException e) {
                throw new AssertionError(e);
            }
        }
        return told;
    }

    @Test
    @DisplayName(
            "S2-087 … S2-093 each step has its owner and deadline, counted from the start of the person's last day")
    void shouldStartSevenSteps() {
        clock.moveTo(TOLD.plusSeconds(10));
        HrDesk desk = berliner("leaver-steps");
        desk.tell(desk.termination("r-steps", LAST, TOLD));
        hasSteps("leaver-steps");

        Map<String, String> due = new HashMap<>();
        Map<String, String> owners = new HashMap<>();
        for (Map<String, Object> item : steps("leaver-steps").<Map<String, Object>>getList("items")) {
            assertThat(item)
                    .containsEntry("state", "scheduled")
                    .containsEntry("startsAt", DEPARTURE.toString())
                    .containsEntry("overdue", false)
                    .containsEntry("receipt", "r-steps");
            due.put((String) item.get("step"), (String) item.get("deadline"));
            owners.put((String) item.get("step"), (String) item.get("owner"));
        }
        assertThat(due)
                .containsOnly(
                        Map.entry("disable-accounts", "2031-02-28T00:00:00Z"),
                        Map.entry("vpn-remote", "2031-02-28T00:00:00Z"),
                        // the site is in New York, five hours behind
                        Map.entry("physical-access", "2031-03-01T05:00:00Z"),
                        Map.entry("devices", "2031-03-01T05:00:00Z"),
                        Map.entry("archive-mailbox", "2031-02-28T23:00:00Z"),
                        Map.entry("data-ownership", "2031-03-06T23:00:00Z"),
                        Map.entry("review-activity", "2031-03-06T23:00:00Z"));
        assertThat(owners)
                .containsOnly(
                        Map.entry("disable-accounts", "it"),
                        Map.entry("vpn-remote", "it"),
                        Map.entry("physical-access", "facilities"),
                        Map.entry("devices", "it"),
                        Map.entry("archive-mailbox", "it"),
                        Map.entry("data-ownership", "m-1"),
                        Map.entry("review-activity", "soc"));
        assertThat(events.of("leaver-steps")).isEmpty();
    }

    @Test
    @DisplayName(
            "H07 the clock opens the steps; the owner hears at the deadline, the SOC lead an hour later, each once")
    void shouldTellOwnerThenSocLead() {
        clock.moveTo(TOLD.plusSeconds(10));
        HrDesk desk = berliner("leaver-late");
        desk.tell(desk.termination("r-late", LAST, TOLD));
        hasSteps("leaver-late");

        clock.moveTo(DEPARTURE);
        Eventually.holds(() ->
                assertThat(told("leaver-late", "disable-accounts")).containsExactly("opened 2031-02-27T23:00:00Z"));
        assertThat(step("leaver-late", "disable-accounts")).containsEntry("state", "open");

        clock.moveTo(DEPARTURE.plus(Duration.ofHours(1)));
        Eventually.holds(() -> assertThat(told("leaver-late", "disable-accounts"))
                .containsExactly("opened 2031-02-27T23:00:00Z", "overdue 2031-02-28T00:00:00Z"));
        assertThat(Api.read("/v1/offboarding", Map.of("subject", "leaver-late", "overdue", "true"))
                        .getList("items.step"))
                .containsExactlyInAnyOrder("disable-accounts", "vpn-remote");

        say("leaver-late", "vpn-remote", true, "IT-7").then().statusCode(200);
        clock.moveTo(DEPARTURE.plus(Duration.ofHours(2)));
        Eventually.holds(() -> assertThat(told("leaver-late", "disable-accounts"))
                .containsExactly(
                        "opened 2031-02-27T23:00:00Z",
                        "overdue 2031-02-28T00:00:00Z",
                        "escalated 2031-02-28T01:00:00Z"));
        assertThat(told("leaver-late", "vpn-remote"))
                .hasSize(3)
                .last()
                .asString()
                .startsWith("closed ");
    }

    @Test
    @DisplayName("H07 after ten days without service everything is told once, in its order, each at its own time")
    void shouldCatchUpAfterDowntime() {
        clock.moveTo(TOLD.plusSeconds(10));
        HrDesk desk = berliner("leaver-downtime");
        desk.tell(desk.termination("r-downtime", LAST, TOLD));
        hasSteps("leaver-downtime");

        clock.moveTo(DEPARTURE.plus(Duration.ofDays(10)));

        List<String> accounts = List.of(
                "opened 2031-02-27T23:00:00Z", "overdue 2031-02-28T00:00:00Z", "escalated 2031-02-28T01:00:00Z");
        List<String> review = List.of(
                "opened 2031-02-27T23:00:00Z", "overdue 2031-03-06T23:00:00Z", "escalated 2031-03-07T23:00:00Z");
        Eventually.holds(() -> {
            assertThat(told("leaver-downtime", "disable-accounts")).isEqualTo(accounts);
            assertThat(told("leaver-downtime", "review-activity")).isEqualTo(review);
        });
        // Later looks, a delivery once more and a clock that moves on say nothing again.
        desk.tell(desk.termination("r-downtime", LAST, TOLD));
        clock.moveTo(DEPARTURE.plus(Duration.ofDays(20)));
        desk.tell(desk.event("r-downtime-2", "pip", null, TOLD, null));
        Eventually.holds(() -> assertThat(Database.query("select receipt from hr_event where receipt = 'r-downtime-2'"))
                .hasSize(1));
        assertThat(told("leaver-downtime", "disable-accounts")).isEqualTo(accounts);
        assertThat(Database.query("select count(*) from task where subject = 'leaver-downtime'"))
                .containsExactly("7");
        assertThat(Database.query("select count(*) from outbox where subject = 'leaver-downtime'"))
                .containsExactly("21");
    }

    @Test
    @DisplayName("H07 who is told only after the departure still has an hour before the SOC lead hears of it")
    void shouldGiveTimeToWhoeverHearsLate() {
        Instant late = DEPARTURE.plus(Duration.ofDays(3));
        clock.moveTo(late);
        HrDesk desk = berliner("leaver-told-late");
        desk.tell(desk.termination("r-told-late", LAST, late.minusSeconds(10)));

        Eventually.holds(() -> assertThat(told("leaver-told-late", "disable-accounts"))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("overdue 2031-03-02T23:0"));
        clock.moveTo(late.plus(Duration.ofMinutes(62)));
        Eventually.holds(() -> assertThat(told("leaver-told-late", "disable-accounts"))
                .hasSize(3)
                .last()
                .asString()
                .startsWith("escalated 2031-03-03T00:0"));
    }

    @Test
    @DisplayName("H07 somebody unknown leaves by UTC, until the identity says where the person's day begins")
    void shouldCorrectTheZone() {
        clock.moveTo(TOLD.plusSeconds(10));
        HrDesk desk = desk("leaver-unknown");
        desk.tell(desk.termination("r-unknown", LAST, TOLD));
        hasSteps("leaver-unknown");
        assertThat(step("leaver-unknown", "disable-accounts"))
                .containsEntry("deadline", "2031-02-28T01:00:00Z")
                .containsEntry("owner", "it");
        assertThat(step("leaver-unknown", "data-ownership")).containsEntry("owner", "manager");
        assertThat(Api.read("/v1/subjects/leaver-unknown/monitoring").getBoolean("unresolved"))
                .isTrue();

        desk.identity("America/New_York", null, "m-2", TOLD);

        Eventually.holds(() -> assertThat(step("leaver-unknown", "disable-accounts"))
                .containsEntry("deadline", "2031-02-28T06:00:00Z"));
        assertThat(step("leaver-unknown", "physical-access")).containsEntry("deadline", "2031-03-01T05:00:00Z");
        assertThat(step("leaver-unknown", "data-ownership")).containsEntry("owner", "m-2");
        assertThat(Api.read("/v1/subjects/leaver-unknown/timeline").getList("items.event"))
                .contains("offboarding-begun", "departure-moved");
        assertThat(Api.read("/v1/subjects/leaver-unknown/monitoring").getBoolean("unresolved"))
                .isFalse();
    }

    @Test
    @DisplayName(
            "H07 a departure that turns out to be earlier takes nothing from the hour before the SOC lead hears of it")
    void shouldKeepTheTimeOfWhoeverHearsLate() {
        Instant late = DEPARTURE.plus(Duration.ofDays(3));
        clock.moveTo(late);
        HrDesk desk = desk("leaver-moved-late");
        desk.tell(desk.termination("r-moved-late", LAST, late.minusSeconds(10)));
        Eventually.holds(
                () -> assertThat(told("leaver-moved-late", "disable-accounts")).hasSize(2));

        desk.identity("Europe/Berlin", null, "m-3", TOLD);

        Eventually.holds(() -> assertThat(step("leaver-moved-late", "disable-accounts"))
                .containsEntry("deadline", DEPARTURE.plus(Duration.ofHours(1)).toString()));
        clock.moveTo(late.plus(Duration.ofMinutes(62)));
        Eventually.holds(() -> assertThat(told("leaver-moved-late", "disable-accounts"))
                .hasSize(3)
                .last()
                .asString()
                .startsWith("escalated 2031-03-03T00:0"));
    }

    @Test
    @DisplayName("a termination without a day takes effect when it happened")
    void shouldLeaveWhenItHappened() {
        clock.moveTo(TOLD.plusSeconds(10));
        HrDesk desk = berliner("leaver-at-once");
        desk.tell(desk.termination("r-at-once", null, TOLD));
        hasSteps("leaver-at-once");

        assertThat(step("leaver-at-once", "disable-accounts"))
                .containsEntry("state", "open")
                .containsEntry("startsAt", TOLD.toString())
                .containsEntry("deadline", TOLD.plus(Duration.ofHours(1)).toString());
        // 09:00 in UTC is the morning of the same day in New York
        assertThat(step("leaver-at-once", "devices")).containsEntry("deadline", "2031-02-21T05:00:00Z");
    }

    @Test
    @DisplayName("a step is done once however often it is said; an old version and another request are refused")
    void shouldBeSafeToRepeat() {
        clock.moveTo(DEPARTURE.plusSeconds(60));
        HrDesk desk = berliner("leaver-done");
        desk.tell(desk.termination("r-done", LAST, TOLD));
        Eventually.holds(() -> assertThat(step("leaver-done", "devices")).containsEntry("state", "open"));

        Response first = keyed("k-1", "{\"done\":true,\"evidence\":\"INC-1\"}");
        first.then()
                .statusCode(200)
                .body("state", equalTo("done"))
                .body("closedBy", equalTo("ida"))
                .body("evidence", equalTo("INC-1"));
        assertThat(keyed("k-1", "{\"done\":true,\"evidence\":\"INC-1\"}").asString())
                .isEqualTo(first.asString());
        keyed("k-1", "{\"done\":true,\"evidence\":\"INC-2\"}").then().statusCode(422);
        RestAssured.given()
                .auth()
                .oauth2(Tokens.of("ida", "administrator"))
                .header("If-Match", "\"1\"")
                .contentType(ContentType.JSON)
                .body("{\"done\":false}")
                .post("/v1/offboarding/leaver-done/devices")
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:keepwatch:problem:changed"));
        RestAssured.given()
                .auth()
                .oauth2(Tokens.of("lea", "soc-lead"))
                .header("If-Match", first.header("ETag"))
                .contentType(ContentType.JSON)
                .body("{\"done\":false,\"evidence\":\"the laptop is still with the leaver\"}")
                .post("/v1/offboarding/leaver-done/devices")
                .then()
                .statusCode(200)
                .body("state", equalTo("open"));

        Eventually.holds(() -> assertThat(told("leaver-done", "devices"))
                .extracting(told -> told.split(" ")[0])
                .containsExactly("opened", "closed", "reopened"));
        assertThat(Database.query("select actor from audit_entry where operation = 'offboarding.step'"
                        + " and asked = 'leaver-done/devices' and given order by id"))
                .containsExactly("ida", "ida", "lea");
    }

    private static Response keyed(String key, String body) {
        return RestAssured.given()
                .auth()
                .oauth2(Tokens.of("ida", "administrator"))
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/offboarding/leaver-done/devices");
    }

    @Test
    @DisplayName("H08 activity of an account that was said to be disabled contradicts it; earlier activity does not")
    void shouldReopenWhatActivityContradicts() {
        clock.moveTo(DEPARTURE.plusSeconds(60));
        HrDesk desk = berliner("leaver-active");
        desk.tell(desk.termination("r-active", LAST, TOLD));
        Eventually.holds(() -> assertThat(step("leaver-active", "vpn-remote")).containsEntry("state", "open"));
        for (String step : List.of("disable-accounts", "vpn-remote", "devices")) {
            say("leaver-active", step, true, "IT-1").then().statusCode(200);
        }
        Instant done = clock.instant();

        desk.topics().publish(activity("leaver-active", 1, done.minusSeconds(30)));
        Eventually.holds(
                () -> assertThat(Api.alerts("leaver-active").getList("items")).hasSize(1));
        assertThat(step("leaver-active", "disable-accounts")).containsEntry("state", "done");

        clock.moveTo(done.plus(Duration.ofHours(5)));
        Alert after = activity("leaver-active", 2, done.plus(Duration.ofHours(4)));
        desk.topics().publish(after, after);

        for (String step : List.of("disable-accounts", "vpn-remote")) {
            Eventually.holds(() -> assertThat(step("leaver-active", step))
                    .containsEntry("state", "open")
                    .containsEntry("alert", "ex-leaver-active")
                    .containsEntry("evidence", "IT-1"));
            Eventually.holds(() -> assertThat(told("leaver-active", step))
                    .extracting(told -> told.split(" ")[0])
                    .containsExactly("opened", "closed", "reopened"));
        }
        assertThat(step("leaver-active", "devices")).containsEntry("state", "done");

        clock.moveTo(clock.instant().plus(Duration.ofHours(3)));
        Eventually.holds(() -> assertThat(told("leaver-active", "disable-accounts"))
                .extracting(told -> told.split(" ")[0])
                .containsExactly("opened", "closed", "reopened", "overdue", "escalated"));
    }

    private static Alert activity(String subject, long count, Instant at) {
        Alert base = AlertMother.rule(AlertMother.alert("ex-" + subject, subject, Severity.P1), "ex-employee-activity");
        return AlertMother.activities(
                AlertMother.count(base, count),
                List.of(new AlertActivity("sshd", "s-" + count, at, "auth.login", subject, "db-1")));
    }

    @Test
    @DisplayName("H11 a termination that is withdrawn ends its steps, and whoever was told of them is told so")
    void shouldEndWithTheWithdrawal() {
        clock.moveTo(DEPARTURE.plusSeconds(60));
        HrDesk desk = berliner("leaver-stays");
        desk.tell(desk.termination("r-stays", LAST, TOLD));
        Eventually.holds(() -> assertThat(step("leaver-stays", "devices")).containsEntry("state", "open"));
        say("leaver-stays", "vpn-remote", true, "IT-1").then().statusCode(200);

        desk.tell(desk.withdrawal("r-stays-2", "r-stays", DEPARTURE.plusSeconds(90)));

        Eventually.holds(() -> assertThat(step("leaver-stays", "devices")).containsEntry("state", "ended"));
        assertThat(step("leaver-stays", "vpn-remote")).containsEntry("state", "done");
        Eventually.holds(() -> assertThat(told("leaver-stays", "devices"))
                .extracting(told -> told.split(" ")[0])
                .containsExactly("opened", "closed"));
        say("leaver-stays", "devices", true, "IT-2").then().statusCode(404);
        assertThat(Api.read("/v1/subjects/leaver-stays/timeline").getList("items.event"))
                .contains("termination", "withdrawn", "offboarding-ended");
        clock.moveTo(DEPARTURE.plus(Duration.ofDays(30)));
        desk.tell(desk.event("r-stays-3", "rehired", null, DEPARTURE.plus(Duration.ofDays(30)), null));
        Eventually.holds(() -> assertThat(Database.query("select receipt from hr_event where receipt = 'r-stays-3'"))
                .hasSize(1));
        assertThat(told("leaver-stays", "devices")).hasSize(2);
    }

    @Test
    @DisplayName("H13 rehired: the steps end and their history stays; leaving again begins anew")
    void shouldEndWithTheRehiring() {
        clock.moveTo(DEPARTURE.plusSeconds(60));
        HrDesk desk = berliner("leaver-back");
        desk.tell(desk.termination("r-back", LAST, TOLD));
        Eventually.holds(() -> assertThat(step("leaver-back", "devices")).containsEntry("state", "open"));
        say("leaver-back", "devices", true, "IT-1").then().statusCode(200);

        desk.tell(desk.event("r-back-2", "rehired", null, DEPARTURE.plusSeconds(90), null));
        Eventually.holds(() -> assertThat(step("leaver-back", "vpn-remote")).containsEntry("state", "ended"));
        desk.tell(desk.termination("r-back-3", LAST.plusDays(10), DEPARTURE.plusSeconds(120)));

        Eventually.holds(() -> assertThat(steps("leaver-back").getList("items")).hasSize(14));
        assertThat(Api.read("/v1/offboarding", Map.of("subject", "leaver-back", "state", "scheduled"))
                        .getList("items.startsAt"))
                .hasSize(7)
                .containsOnly("2031-03-09T23:00:00Z");
        assertThat(Api.read("/v1/offboarding", Map.of("subject", "leaver-back", "state", "done,ended"))
                        .getList("items.receipt"))
                .hasSize(7)
                .containsOnly("r-back");
    }

    @Test
    @DisplayName("H13 a departure and a return that are read at once leave the history that they leave one by one")
    void shouldKeepTheHistoryOfWhatIsReadAtOnce() {
        clock.moveTo(DEPARTURE.plusSeconds(60));
        HrDesk desk = berliner("leaver-in-passing");
        desk.tell(
                desk.termination("r-in-passing", LAST, TOLD),
                desk.event("r-in-passing-2", "rehired", null, DEPARTURE.plusSeconds(30), null));

        Eventually.holds(() -> assertThat(steps("leaver-in-passing").getList("items.state"))
                .hasSize(7)
                .containsOnly("ended"));
        assertThat(told("leaver-in-passing", "devices"))
                .extracting(line -> line.substring(0, line.indexOf(' ')))
                .containsExactly(TaskEvent.OPENED, TaskEvent.CLOSED);
    }

    @Test
    @DisplayName("a rehiring that is withdrawn lets the off-boarding go on")
    void shouldGoOnWhenTheRehiringIsWithdrawn() {
        clock.moveTo(DEPARTURE.plusSeconds(60));
        HrDesk desk = berliner("leaver-not-back");
        desk.tell(desk.termination("r-not-back", LAST, TOLD));
        Eventually.holds(() -> assertThat(step("leaver-not-back", "devices")).containsEntry("state", "open"));
        desk.tell(desk.event("r-not-back-2", "rehired", null, DEPARTURE.plusSeconds(90), null));
        Eventually.holds(() -> assertThat(step("leaver-not-back", "devices")).containsEntry("state", "ended"));

        desk.tell(desk.withdrawal("r-not-back-3", "r-not-back-2", DEPARTURE.plusSeconds(95)));

        Eventually.holds(() -> assertThat(step("leaver-not-back", "devices")).containsEntry("state", "open"));
        assertThat(steps("leaver-not-back").getList("items")).hasSize(7);
    }

    @Test
    @DisplayName("of two terminations the earlier departure counts, and the other takes over where it is withdrawn")
    void shouldCountTheEarlierDeparture() {
        clock.moveTo(TOLD.plusSeconds(10));
        HrDesk desk = berliner("leaver-twice");
        desk.tell(
                desk.termination("r-twice-1", LAST, TOLD),
                desk.termination("r-twice-2", LAST.minusDays(2), TOLD.plusSeconds(1)));
        Eventually.holds(() -> assertThat(steps("leaver-twice").getList("items.startsAt"))
                .hasSize(7)
                .containsOnly("2031-02-25T23:00:00Z"));

        desk.tell(desk.withdrawal("r-twice-3", "r-twice-2", TOLD.plusSeconds(2)));

        Eventually.holds(() -> assertThat(steps("leaver-twice").getList("items.startsAt"))
                .hasSize(7)
                .containsOnly("2031-02-27T23:00:00Z"));
        assertThat(steps("leaver-twice").getList("items.state")).containsOnly("scheduled");
    }

    @Test
    @DisplayName("the list is read in pages, what is due first on top")
    void shouldPage() {
        clock.moveTo(TOLD.plusSeconds(10));
        HrDesk desk = berliner("leaver-paged");
        desk.tell(desk.termination("r-paged", LAST, TOLD));
        hasSteps("leaver-paged");
        List<String> paged = new ArrayList<>();
        Map<String, String> query = new HashMap<>(Map.of("subject", "leaver-paged", "limit", "3"));
        String cursor;
        do {
            JsonPath page = Api.read("/v1/offboarding", query);
            paged.addAll(page.getList("items.step"));
            cursor = page.getString("nextCursor");
            query.put("cursor", cursor == null ? "" : cursor);
        } while (cursor != null);
        assertThat(paged).isEqualTo(steps("leaver-paged").getList("items.step")).hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"done\":\"perhaps\"}", "{\"evidence\":\"x\"}", "{\"done\":"})
    @DisplayName("a body that says nothing is answered 400")
    void shouldRefuseWhatSaysNothing(String body) {
        RestAssured.given()
                .auth()
                .oauth2(Tokens.of("ida", "administrator"))
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/offboarding/anybody/devices")
                .then()
                .statusCode(400);
    }

    @Test
    @DisplayName("who does not leave has no steps; only those who work on them say what became of them")
    void shouldRefuseStrangers() {
        say("nobody-leaves", "devices", true, "IT").then().statusCode(404);
        for (String role : List.of("auditor", "ciso", "hr", "legal", "welfare", "rule-admin")) {
            RestAssured.given()
                    .auth()
                    .oauth2(Tokens.of("x", role))
                    .contentType(ContentType.JSON)
                    .body("{\"done\":true}")
                    .post("/v1/offboarding/nobody-leaves/devices")
                    .then()
                    .statusCode(403);
        }
        Api.as(Tokens.of("x", "hr"), "/v1/offboarding").then().statusCode(403);
        Api.as(Tokens.of("x", "auditor"), "/v1/offboarding?subject=nobody-leaves")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
        Api.as(Tokens.of("x", "auditor"), "/v1/offboarding?state=late&overdue=maybe")
                .then()
                .statusCode(400)
                .body("violations.field", contains("state", "overdue"));
    }
}
