package io.keepwatch.notification.notice;

import static io.keepwatch.notification.notice.CaseEvents.attached;
import static io.keepwatch.notification.notice.CaseEvents.newCase;
import static io.keepwatch.notification.notice.CaseEvents.opened;
import static io.keepwatch.notification.notice.CaseEvents.scored;
import static io.keepwatch.notification.notice.CaseEvents.titled;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.Severity;
import io.keepwatch.notification.Await;
import io.keepwatch.notification.TestPlatform;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestPlatform.class)
class NoticeMailTest {
    private final CaseEvents cases = new CaseEvents();
    private final String caseId = newCase();
    private final GreenMail mailbox = new GreenMail(new ServerSetup(
            ConfigProvider.getConfig().getValue("quarkus.mailer.port", Integer.class), "localhost", "smtp"));

    @BeforeEach
    void open() {
        mailbox.start();
    }

    @AfterEach
    void close() {
        mailbox.stop();
        cases.close();
    }

    @Test
    @DisplayName("S1-06: a new case is told by e-mail with severity, title, next steps and the way to the case")
    void shouldSendAMail() throws Exception {
        cases.publish(opened(caseId));

        Await.until(() -> assertThat(mails(caseId)).hasSize(1));
        MimeMessage mail = mails(caseId).getFirst();
        assertThat(mail.getSubject()).isEqualTo("[P2] Bulk download by mila.brandt (" + caseId + ")");
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("soc@corp.example");
        assertThat(part(mail, "text/plain"))
                .contains("Ask the person's manager.")
                .contains("person-of-" + caseId)
                .contains("http://localhost:8083/v1/cases/" + caseId);
        assertThat(part(mail, "text/html"))
                .contains("P2: Bulk download by mila.brandt")
                .contains("href=\"http://localhost:8083/v1/cases/" + caseId + "\"");
    }

    @Test
    @DisplayName("S1-06: only what is urgent is mailed for a case that is open already")
    void shouldMailUrgentAlertsOnly() {
        cases.publish(
                attached(caseId, 2, Severity.P2), attached(caseId, 3, Severity.P3), attached(caseId, 4, Severity.P1));

        Await.until(() -> assertThat(mails(caseId)).hasSize(1));
        assertThat(subject(mails(caseId).getFirst())).startsWith("[P1]");
    }

    @Test
    @DisplayName("S3-35 S2-030: a score that rises is mailed with the band and what led to it, a fall is not")
    void shouldMailARiseOfTheScore() throws Exception {
        cases.publish(
                scored(caseId, 1, CaseEvent.OPENED, "monitor", "investigate"),
                scored(caseId, 2, CaseEvent.SCORED, "investigate", "investigate"),
                scored(caseId, 3, CaseEvent.BAND_LOWERED, "investigate", "monitor"),
                scored(caseId, 4, CaseEvent.BAND_RAISED, "monitor", "immediate"));

        Await.until(() -> assertThat(mails(caseId)).hasSize(2));
        assertThat(mails(caseId))
                .extracting(NoticeMailTest::subject)
                .containsExactly(
                        "[investigate] The score rose to 59.7, from monitor to investigate (" + caseId + ")",
                        "[immediate] The score rose to 59.7, from monitor to immediate (" + caseId + ")");
        assertThat(part(mails(caseId).getFirst(), "text/plain"))
                .contains("A case was opened")
                .contains("Stopped the agent.")
                .contains("http://localhost:8083/v1/cases/" + caseId);
        assertThat(part(mails(caseId).getLast(), "text/html")).contains("The score of a person with an open case rose");
    }

    @Test
    @DisplayName("reliability §4: a title cannot add headers or markup to a mail")
    void shouldNotLetATitleBecomeHeadersOrMarkup() throws Exception {
        cases.publish(titled(
                caseId,
                1,
                CaseEvent.OPENED,
                Severity.P1,
                "Copy\r\nBcc: thief@evil.example\r\n\r\n<script>alert(1)</script>",
                "See <img src=x onerror=alert(1)>"));

        Await.until(() -> assertThat(mails(caseId)).hasSize(1));
        MimeMessage mail = mails(caseId).getFirst();
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getSubject()).contains("Copy  Bcc: thief@evil.example");
        assertThat(part(mail, "text/html")).doesNotContain("<script>", "<img").contains("&lt;script&gt;");
    }

    @Test
    @DisplayName("S1-06: titles in any script arrive as they are")
    void shouldSendTitlesInAnyScript() throws Exception {
        String title = "Übergroßer Download · 大量下载 · 😀";
        cases.publish(titled(caseId, 1, CaseEvent.OPENED, Severity.P2, title, "Straße"));

        Await.until(() -> assertThat(mails(caseId)).hasSize(1));
        assertThat(mails(caseId).getFirst().getSubject()).contains(title);
        assertThat(part(mails(caseId).getFirst(), "text/plain")).contains(title).contains("Straße");
    }

    @Test
    @DisplayName("G13: mails wait for a mail server that is away, and keep their id and order")
    void shouldMailAfterTheServerComesBack() throws Exception {
        mailbox.stop();
        cases.publish(opened(caseId), attached(caseId, 2, Severity.P1));

        mailbox.start();

        Await.until(() -> assertThat(mails(caseId)).hasSize(2));
        assertThat(mails(caseId))
                .extracting(NoticeMailTest::subject)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("[P2]"),
                        second -> assertThat(second).startsWith("[P1]"));
        assertThat(mails(caseId).getFirst().getMessageID()).matches("<nt-[0-9a-f]{32}@keepwatch>");
    }

    private List<MimeMessage> mails(String caseId) {
        return Arrays.stream(mailbox.getReceivedMessages())
                .filter(mail -> subject(mail).contains(caseId))
                .toList();
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private static String part(MimeMessage mail, String type) throws IOException, MessagingException {
        Multipart parts = (Multipart) mail.getContent();
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart part = parts.getBodyPart(i);
            if (part.isMimeType(type)) {
                return (String) part.getContent();
            }
        }
        throw new AssertionError("no " + type);
    }
}
