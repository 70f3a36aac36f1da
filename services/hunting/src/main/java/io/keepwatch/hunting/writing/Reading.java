package io.keepwatch.hunting.writing;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.hunting.store.Batch;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What a record of the activity topic turned out to be. */
sealed interface Reading {

    /** Something to store. */
    record Understood(Activity activity) implements Reading {}

    /** Something else that the topic carries, for others: what an identity changed. */
    record Other() implements Reading {}

    /** Nobody can read it; the reason names no value of the record. */
    record Unreadable(String reason) implements Reading {}

    /** Reads a record by its {@code ce_type} header; never throws for what the record holds. */
    static Reading of(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return new Unreadable("the record has no key");
        }
        if (record.value() == null) {
            return new Unreadable("the record has no value");
        }
        Header header = record.headers().lastHeader(CloudEvent.TYPE_HEADER);
        if (header == null || header.value() == null) {
            return new Unreadable("the header " + CloudEvent.TYPE_HEADER + " is missing");
        }
        CloudEvent.Type type = CloudEvent.Type.ofWireName(new String(header.value(), StandardCharsets.UTF_8));
        if (type == CloudEvent.Type.PROFILE_CHANGE || type == CloudEvent.Type.SUBJECT_MERGED) {
            return new Other();
        }
        if (type != CloudEvent.Type.ACTIVITY) {
            return new Unreadable("the header " + CloudEvent.TYPE_HEADER + " names no type this topic carries");
        }
        try {
            return of(ActivityJson.read(record.value()), record.key());
        } catch (MalformedMessageException e) {
            return new Unreadable(e.reason());
        }
    }

    private static Reading of(Activity activity, byte[] key) {
        if (!Arrays.equals(key, activity.header().subject().getBytes(StandardCharsets.UTF_8))) {
            return new Unreadable("subject: differs from the record's key");
        }
        Instant time = activity.header().time();
        if (time.isBefore(Batch.EARLIEST) || !time.isBefore(Batch.END)) {
            return new Unreadable("time: before " + Batch.EARLIEST + " or not before " + Batch.END);
        }
        return new Understood(activity);
    }
}
