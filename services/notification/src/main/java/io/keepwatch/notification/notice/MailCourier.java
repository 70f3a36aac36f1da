package io.keepwatch.notification.notice;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MailTemplate.MailTemplateInstance;
import io.quarkus.qute.CheckedTemplate;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Sends notices as e-mail, in plain text and HTML (S1-06). */
@Singleton
class MailCourier implements Courier {
    private final List<String> to;
    private final String from;
    private final URI cases;

    MailCourier(DestinationConfig config) {
        this.to = config.mail().to().orElse(List.of());
        this.from = config.mail().from();
        this.cases = config.cases().url();
    }

    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native MailTemplateInstance notice(NoticeMail notice);
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
        NoticeMail content = NoticeMail.of(notice.event(), cases);
        Mail mail = new Mail()
                .setFrom(from)
                .setTo(new ArrayList<>(to))
                .setSubject(content.subject())
                // The same for every delivery of a notice, so that mail systems can drop a repeat.
                .addHeader("Message-ID", "<" + notice.id() + "@keepwatch>")
                .addHeader("Auto-Submitted", "auto-generated");
        return Templates.notice(content).mail(mail).send().replaceWith((Attempt) new Attempt.Delivered());
    }
}
