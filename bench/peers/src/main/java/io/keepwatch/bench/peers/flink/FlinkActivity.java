package io.keepwatch.bench.peers.flink;

import io.keepwatch.bench.peers.byhand.HandWrittenRules;
import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityType;
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

/**
 * An activity as a Flink job would pass it from task to task: flat, with what the rules look at and nothing else, in the
 * shape that Flink serializes by itself (public fields, a constructor without arguments).
 */
public final class FlinkActivity {
    private static final byte UNSAID = 0;
    private static final byte NO = 1;
    private static final byte YES = 2;

    /** The person's key. */
    public String subject = "";
    /** Where the person stands in the table of people. */
    public int person;
    /** {@link ActivityType#ordinal()}. */
    public byte type;
    /** Seconds since 1970. */
    public long second;
    /** Bytes, size of the largest attachment, or pages. */
    public long amount;
    /** Classified, or a failed login. */
    public boolean flag;
    /** What a login says of privilege. */
    public byte privileged;
    /** The device, or the agent. */
    public @Nullable String part;
    /** The host of an agent. */
    public @Nullable String host;
    /** The state of an agent. */
    public @Nullable String state;
    /** The recipients of a mail. */
    public String @Nullable [] to;

    /** For Flink. */
    public FlinkActivity() {}

    /** The flat form, or null where no rule looks at activities of this type. */
    static @Nullable FlinkActivity of(Activity activity, int person) {
        FlinkActivity flat = new FlinkActivity();
        flat.subject = activity.header().subject();
        flat.person = person;
        flat.type = (byte) activity.type().ordinal();
        flat.second = activity.header().time().getEpochSecond();
        switch (activity) {
            case FileAccess access -> flat.flag = HandWrittenRules.isClassified(access.classification());
            case FileDownload download -> {
                flat.amount = download.bytes();
                flat.flag = HandWrittenRules.isClassified(download.classification());
            }
            case UsbWrite write -> {
                flat.amount = write.bytes();
                flat.part = write.device();
            }
            case EmailSent mail -> {
                for (Attachment attachment : mail.attachments()) {
                    flat.amount = Math.max(flat.amount, attachment.bytes());
                }
                flat.to = mail.to().toArray(String[]::new);
            }
            case CloudUpload upload -> flat.amount = upload.bytes();
            case AuthLogin login -> {
                flat.flag = "failure".equals(login.outcome());
                flat.privileged = said(login.privileged());
            }
            case AgentState agent -> {
                flat.part = agent.agent();
                flat.host = agent.header().host();
                flat.state = agent.state();
            }
            case PrintJob print -> {
                flat.amount = print.pages();
                flat.flag = HandWrittenRules.isClassified(print.classification());
            }
            default -> {
                return null;
            }
        }
        return flat;
    }

    private static byte said(@Nullable Boolean privileged) {
        return privileged == null ? UNSAID : privileged ? YES : NO;
    }

    @Nullable
    Boolean privileged() {
        return privileged == UNSAID ? null : privileged == YES;
    }
}
