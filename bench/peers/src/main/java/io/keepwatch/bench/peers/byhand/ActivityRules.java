package io.keepwatch.bench.peers.byhand;

import io.keepwatch.bench.peers.Person;
import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.AgentState;
import io.keepwatch.contracts.Attachment;
import io.keepwatch.contracts.AuthLogin;
import io.keepwatch.contracts.CloudUpload;
import io.keepwatch.contracts.EmailSent;
import io.keepwatch.contracts.FileAccess;
import io.keepwatch.contracts.FileDownload;
import io.keepwatch.contracts.PrintJob;
import io.keepwatch.contracts.UsbWrite;
import org.jspecify.annotations.Nullable;

/** The hand-written rules over the contract's records. */
public final class ActivityRules {
    private final HandWrittenRules rules;

    public ActivityRules(HandWrittenRules rules) {
        this.rules = rules;
    }

    public void judge(Activity activity, Person person) {
        switch (activity) {
            case FileAccess access ->
                rules.access(person, second(access), HandWrittenRules.isClassified(access.classification()));
            case FileDownload download ->
                rules.download(
                        person,
                        second(download),
                        download.bytes(),
                        HandWrittenRules.isClassified(download.classification()));
            case AuthLogin login ->
                rules.login(person, second(login), "failure".equals(login.outcome()), login.privileged());
            case EmailSent mail -> rules.mail(person, second(mail), largestAttachment(mail), mail.to());
            case CloudUpload upload -> rules.upload(person, second(upload), upload.bytes());
            case PrintJob print ->
                rules.print(
                        person, second(print), print.pages(), HandWrittenRules.isClassified(print.classification()));
            case UsbWrite write -> rules.write(person, second(write), text(write.device()), write.bytes());
            case AgentState agent ->
                rules.agent(
                        person, second(agent), text(agent.header().host()), text(agent.agent()), text(agent.state()));
            default -> {}
        }
    }

    private static long second(Activity activity) {
        return activity.header().time().getEpochSecond();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Size of the largest attachment in bytes, 0 without one. */
    public static long largestAttachment(EmailSent mail) {
        long largest = 0;
        for (Attachment attachment : mail.attachments()) {
            largest = Math.max(largest, attachment.bytes());
        }
        return largest;
    }
}
