package io.keepwatch.notification.notice;

import static io.keepwatch.notification.notice.CaseEvents.newCase;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.Severity;
import io.keepwatch.contracts.TaskEvent;
import io.keepwatch.contracts.Topic;
import io.keepwatch.notification.Await;
import io.keepwatch.notification.TestPlatform;
import io.keepwatch.notification.notice.HttpDouble.Seen;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestPlatform.class)
class PagerTest {
    private static final String RULE = "ex-employee-activity";

    private final String caseId = newCase();
    private final String alertId = "a-" + UUID.randomUUID();
    private final CaseEvents cases = new CaseEvents();
    private final HttpDouble pager = new HttpDouble("test.pager.port", 202);
    private final GreenMail mailbox = new GreenMail(new ServerSetup(
            ConfigProvider.getConfig().getValue("quarkus.mailer.port", Integer.class), "localhost", "smtp"));

    @BeforeEach
    void open() {
        mailbox.start();
        pager.open();
    }

    @AfterEach
    void close() {
        mailbox.stop();
        pager.close();
        cases.close();
    }

    @Test
    @DisplayName("S1-06 H08: what an ex-employee does is paged and mailed both, with title and next steps")
    void shouldPageAndMail() {
        cases.publish(event(1, CaseEvent.OPENED, RULE, Severity.P1));

        Await.until(() -> assertThat(pages()).hasSize(1));
        Await.until(() -> assertThat(mails(caseId)).hasSize(1));
        JsonPath page = pages().getFirst();
        assertThat(page.getString("routing_key")).isEqualTo(TestPlatform.PAGER_KEY);
        assertThat(page.getString("event_action")).isEqualTo("trigger");
        assertThat(page.getString("payload.severity")).isEqualTo("critical");
        assertThat(page.getString("payload.summary")).isEqualTo("Activity of kara.vega, who left");
        assertThat(page.getString("payload.custom_details.'next steps'")).isEqualTo("Disable the account.");
        assertThat(page.getString("links[0].href")).endsWith("/v1/cases/" + caseId);
    }

    @Test
    @DisplayName("H12: one key for one alert: settled it is resolved, and a finding after that pages again")
    void shouldResolveAndPageAgain() {
        cases.publish(
                event(1, CaseEvent.OPENED, RULE, Severity.P1),
                event(2, CaseEvent.ALERT_SETTLED, RULE, Severity.P1),
                event(3, CaseEvent.ALERT_ATTACHED, RULE, Severity.P1));

        Await.until(() -> assertThat(pages().stream().map(page -> page.getString("event_action")))
                .containsExactly("trigger", "resolve", "trigger"));
    }

    @Test
    @DisplayName("S1-06: a pager that fails for a while pages in the end, once")
    void shouldPageLater() {
        AtomicInteger failures = new AtomicInteger(4);
        pager.answer(_ -> failures.getAndDecrement() > 0 ? 503 : 202);

        cases.publish(event(1, CaseEvent.OPENED, RULE, Severity.P1));

        Await.until(() -> assertThat(pages()).hasSize(1));
        assertThat(pager.seen(seen -> seen.body().contains(alertId))).hasSize(5);
    }

    @Test
    @DisplayName("S1-06: nobody is paged for other rules, nor for less than P1")
    void shouldPageForNothingElse() {
        cases.publish(
                event(1, CaseEvent.OPENED, "bulk-download", Severity.P1),
                event(2, CaseEvent.ALERT_ATTACHED, RULE, Severity.P2),
                event(3, CaseEvent.ALERT_ATTACHED, RULE, Severity.P1));

        Await.until(() -> assertThat(pages()).hasSize(1));
        assertThat(pages().getFirst().getString("payload.component")).isEqualTo(RULE);
        assertThat(pages().getFirst().getString("payload.severity")).isEqualTo("critical");
    }

    @Test
    @DisplayName("H07: an overdue task is mailed to its owner, one that stays undone to the SOC lead, others to nobody")
    void shouldMailTasks() {
        String task = "t-" + UUID.randomUUID();
        tell(task, TaskEvent.OPENED, "it");
        tell(task, TaskEvent.OVERDUE, "it");
        tell(task, TaskEvent.ESCALATED, "it");
        tell(task, TaskEvent.CLOSED, "it");
        tell(task + "-b", TaskEvent.OVERDUE, "facilities");

        // The mailbox keeps a mail to two people twice, and one that was asked for again as often as it came.
        Await.until(() -> assertThat(mails(task).stream()
                        .map(mail -> subject(mail) + " to " + receiver(mail))
                        .distinct())
                .containsExactlyInAnyOrder(
                        "[overdue] disable-accounts (" + task + ") to it@corp.example,helpdesk@corp.example",
                        "[escalated] disable-accounts (" + task + ") to lead@corp.example",
                        "[overdue] disable-accounts (" + task + "-b) to soc@corp.example"));
    }

    private void tell(String task, String event, String owner) {
        TaskEvent told = new TaskEvent(
                "te-" + task + event,
                event,
                task,
                "offboarding",
                "disable-accounts",
                "person-of-" + task,
                owner,
                CaseEvents.AT,
                CaseEvents.AT,
                "hr-1",
                null);
        cases.publish(Topic.CASE_EVENT, told.subject(), told.write(), CloudEvent.Type.TASK_EVENT.wireName());
    }

    private CaseEvent event(long version, String what, String rule, Severity severity) {
        Instant at = CaseEvents.AT;
        return new CaseEvent(
                caseId + "/" + version,
                what,
                caseId,
                version,
                "investigation",
                "initial-assessment",
                "person-of-" + caseId,
                at,
                new CaseEvent.AlertSummary(
                        alertId, rule, severity, "Activity of kara.vega, who left", "Disable the account.", at));
    }

    private List<JsonPath> pages() {
        return pager.seen(seen -> seen.wasTaken() && seen.body().contains(alertId)).stream()
                .map(Seen::body)
                .map(JsonPath::from)
                .toList();
    }

    private List<MimeMessage> mails(String part) {
        return Arrays.stream(mailbox.getReceivedMessages())
                .filter(mail -> subject(mail).contains(part))
                .toList();
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private static String receiver(MimeMessage mail) {
        try {
            return mail.getHeader("To", ",").replaceAll("\\s+", "");
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }
}
