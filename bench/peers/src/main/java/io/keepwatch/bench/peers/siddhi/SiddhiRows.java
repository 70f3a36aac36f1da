package io.keepwatch.bench.peers.siddhi;

import io.keepwatch.bench.peers.Load;
import io.keepwatch.bench.peers.Person;
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
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A load as Siddhi takes it: for every activity its stream and its row. */
final class SiddhiRows {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long DAY = 24 * 60 * MINUTE;

    private SiddhiRows() {}

    /**
     * One row.
     *
     * @param type whose stream takes it
     */
    record Row(ActivityType type, long at, Object[] values) {}

    /** Rows of all activities that a rule looks at, in their order. */
    static Row[] of(Load load) {
        Row[] all = new Row[load.activities().length];
        int size = 0;
        for (int i = 0; i < all.length; i++) {
            Row row = row(load.activities()[i], load.persons()[i]);
            if (row != null) {
                all[size++] = row;
            }
        }
        return Arrays.copyOf(all, size);
    }

    private static @Nullable Row row(Activity activity, Person person) {
        String subject = activity.header().subject();
        long second = activity.header().time().getEpochSecond();
        long at = second * SECOND;
        long notice = person.noticeSecond() == Person.STAYS ? Person.STAYS : person.noticeSecond() * SECOND;
        LocalDateTime local = LocalDateTime.ofInstant(activity.header().time(), person.zone());
        long day = local.toLocalDate().toEpochDay();
        int secondOfDay = local.toLocalTime().toSecondOfDay();
        Object[] values = switch (activity) {
            case FileAccess access ->
                new Object[] {subject, at, HandWrittenRules.isClassified(access.classification()), secondOfDay, notice};
            case FileDownload download ->
                new Object[] {
                    subject,
                    at,
                    HandWrittenRules.isClassified(download.classification()),
                    secondOfDay,
                    notice,
                    download.bytes()
                };
            case UsbWrite write -> new Object[] {subject, at, notice, at - at % MINUTE, write.device(), write.bytes()};
            case EmailSent mail ->
                new Object[] {
                    subject,
                    at,
                    mail.attachments().stream()
                            .mapToLong(Attachment::bytes)
                            .max()
                            .orElse(0),
                    mail.to()
                };
            case CloudUpload upload ->
                new Object[] {subject, at, notice, day * DAY, day - firstDay(person), upload.bytes()};
            case AuthLogin login ->
                new Object[] {
                    subject, at, login.outcome(), login.privileged() == null ? person.privileged() : login.privileged()
                };
            case AgentState agent -> new Object[] {subject, at, agent.header().host(), agent.agent(), agent.state()};
            case PrintJob print ->
                new Object[] {subject, at, HandWrittenRules.isClassified(print.classification()), print.pages()};
            default -> null;
        };
        return values == null ? null : new Row(activity.type(), at, values);
    }

    private static long firstDay(Person person) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(person.knownSince()), person.zone())
                .toEpochDay();
    }
}
