package io.keepwatch.notification.notice;

import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.contracts.TaskEvent;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MailTemplate.MailTemplateInstance;
import io.quarkus.qute.CheckedTemplate;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sends notices as e-mail, in plain text and HTML (S1-06). */
@Singleton
class MailCourier implements Courier {
    private final List<String> to;
    private final List<String> socLead;
    private final Map<String, List<String>> owners;
    private final String from;
    private final URI cases;

    MailCourier(DestinationConfig config) {
        this.to = config.mail().to().orElse(List.of());
        this.socLead = config.mail().socLead().orElse(to);
        this.owners = config.mail().owners();
        this.from = config.mail().from();
        this.cases = config.cases().url();
    }

    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native MailTemplateInstance notice(NoticeMail notice);

        static native MailTemplateInstance task(TaskMail task);
    }

    @Override
    public Destination destination() {
        return Destination.MAIL;
    }

    @Override
    public boolean isConfigured() {
        return !to.isEmpty();
    }

    @Override
    public Uni<Attempt> deliver(Notice notice) {
        return switch (notice.told()) {
            case Told.OfCase(CaseEvent event) -> {
                NoticeMail content = NoticeMail.of(event, cases);
                yield send(Templates.notice(content), mail(notice, to, content.subject()));
            }
            case Told.OfTask(TaskEvent event) -> {
                TaskMail content = TaskMail.of(event, cases);
                yield send(Templates.task(content), mail(notice, receivers(event), content.subject()));
            }
            case Told.OfMonitoring(MonitoringChange _) ->
                Uni.createFrom().item(new Attempt.Failed("nothing that is mailed"));
        };
    }

    private List<String> receivers(TaskEvent event) {
        return event.event().equals(TaskEvent.ESCALATED)
                ? socLead
                : owners.getOrDefault(event.owner().toLowerCase(Locale.ROOT), to);
    }

    private Mail mail(Notice notice, List<String> receivers, String subject) {
        return new Mail()
                .setFrom(from)
                .setTo(new ArrayList<>(receivers))
                .setSubject(subject)
                // The same for every delivery of a notice, so that mail systems can drop a repeat.
                .addHeader("Message-ID", "<" + notice.id() + "@keepwatch>")
                .addHeader("Auto-Submitted", "auto-generated");
    }

    private static Uni<Attempt> send(MailTemplateInstance template, Mail mail) {
        return template.mail(mail).send().replaceWith((Attempt) new Attempt.Delivered());
    }
}
