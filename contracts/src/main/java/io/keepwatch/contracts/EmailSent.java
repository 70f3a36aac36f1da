package io.keepwatch.contracts;

import static io.keepwatch.contracts.Attribute.ATTACHMENTS;
import static io.keepwatch.contracts.Attribute.FROM;
import static io.keepwatch.contracts.Attribute.SUBJECT_LINE;
import static io.keepwatch.contracts.Attribute.TO;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sending a mail. Wire type {@code email.sent}.
 *
 * @param header what every activity has
 * @param from the sender's address
 * @param to every recipient's address
 * @param attachments the files sent along
 * @param subjectLine the mail's subject line
 */
public record EmailSent(
        ActivityHeader header,
        @Nullable String from,
        List<String> to,
        List<Attachment> attachments,
        @Nullable String subjectLine)
        implements Activity {
    static EmailSent of(ActivityHeader header, ActivityDraft draft) throws MalformedMessageException {
        return new EmailSent(
                header, draft.text(FROM), draft.texts(TO), draft.attachments(ATTACHMENTS), draft.text(SUBJECT_LINE));
    }

    @Override
    public ActivityType type() {
        return ActivityType.EMAIL_SENT;
    }

    @Override
    public @Nullable Object get(Attribute attribute) {
        return switch (attribute) {
            case FROM -> from;
            case TO -> to;
            case ATTACHMENTS -> attachments;
            case SUBJECT_LINE -> subjectLine;
            default -> null;
        };
    }
}
