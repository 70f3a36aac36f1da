package io.keepwatch.evaluator.judging;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityHeader;
import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.FileAccess;
import io.keepwatch.contracts.FileDownload;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.HrEventJson;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.IdentityJson;
import io.keepwatch.contracts.SubjectMerged;
import io.keepwatch.contracts.SubjectSnoozes;
import io.keepwatch.contracts.Topic;
import io.keepwatch.contracts.UsbWrite;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records of the input topics, as ingestion and notification write them. */
final class Inputs {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private Inputs() {}

    static Activity usbWrite(String subject, String id, Instant time, long bytes) {
        return new UsbWrite(header(subject, id, time), bytes, "STICK-0001", "/media/stick-1/file");
    }

    static Activity download(String subject, String id, Instant time, long bytes) {
        return new FileDownload(
                header(subject, id, time), "/crm/export", bytes, "internal", "crm", "copy", null, false);
    }

    static Activity access(String subject, String id, Instant time) {
        return new FileAccess(header(subject, id, time), "/share/doc", 10, "internal", "share", "read", null, false);
    }

    static HrEvent resignation(String subject, Instant occurred) {
        return new HrEvent(
                "receipt-" + subject,
                HrEvent.RESIGNATION,
                subject,
                LocalDate.of(2026, 3, 31),
                occurred,
                occurred,
                Map.of(),
                new HrEvent.Monitoring("enhanced", occurred, occurred.plus(Duration.ofDays(14))),
                null,
                null);
    }

    static Identity person(String subject, String timeZone) {
        return new Identity(
                subject,
                List.of(subject),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                false,
                false,
                false,
                timeZone,
                null,
                null,
                0,
                NOON.minus(Duration.ofDays(30)),
                false);
    }

    static ProducerRecord<byte[], byte[]> record(Activity activity) {
        ActivityHeader header = activity.header();
        return record(
                Topic.ACTIVITY,
                CloudEvent.Type.ACTIVITY,
                header.subject(),
                header.id(),
                header.time(),
                ActivityJson.write(activity));
    }

    static ProducerRecord<byte[], byte[]> record(Identity identity) {
        return record(
                Topic.ACTIVITY,
                CloudEvent.Type.PROFILE_CHANGE,
                identity.subject(),
                "profile-" + identity.subject(),
                identity.validFrom(),
                IdentityJson.write(identity));
    }

    static ProducerRecord<byte[], byte[]> record(HrEvent event) {
        return record(
                Topic.HR,
                CloudEvent.Type.HR_EVENT,
                event.subject(),
                event.receipt(),
                event.occurred(),
                HrEventJson.write(event));
    }

    static ProducerRecord<byte[], byte[]> record(SubjectSnoozes snoozes, String id) {
        return record(Topic.SNOOZE, CloudEvent.Type.SNOOZE, snoozes.subject(), id, Instant.EPOCH, snoozes.write());
    }

    static ProducerRecord<byte[], byte[]> record(SubjectMerged merge) {
        return record(
                Topic.ACTIVITY,
                CloudEvent.Type.SUBJECT_MERGED,
                merge.from(),
                "merge-" + merge.from(),
                merge.at(),
                merge.write());
    }

    static ProducerRecord<byte[], byte[]> record(
            Topic topic, CloudEvent.Type type, String key, String id, Instant time, byte[] value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic.topicName(), key.getBytes(StandardCharsets.UTF_8), value);
        new CloudEvent(id, "/keepwatch/test", type, key, time).headers().forEach(record.headers()::add);
        return record;
    }

    private static ActivityHeader header(String subject, String id, Instant time) {
        return new ActivityHeader(id, "test", time, subject, "host-" + subject, subject, false);
    }
}
