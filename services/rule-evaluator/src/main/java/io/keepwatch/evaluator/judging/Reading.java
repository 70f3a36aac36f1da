package io.keepwatch.evaluator.judging;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.HrEventJson;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.IdentityJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.SubjectMerged;
import io.keepwatch.contracts.SubjectSnoozes;
import io.keepwatch.contracts.Topic;
import io.keepwatch.rules.engine.Input;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** What a record of an input topic turned out to be. */
sealed interface Reading {

    /** Something to judge. */
    record Understood(String subject, Input input) implements Reading {}

    /** An account was claimed by a person; the hand-over of what is known of it is not this topology's yet. */
    record Merged(SubjectMerged merge) implements Reading {}

    /** Nobody can read it; the reason names no value of the record. */
    record Unreadable(String reason) implements Reading {}

    /** Reads a record by its {@code ce_type} header; never throws for what the record holds. */
    static Reading of(Topic topic, Record<byte @Nullable [], byte @Nullable []> record) {
        byte[] key = record.key();
        byte[] value = record.value();
        if (key == null) {
            return new Unreadable("the record has no key");
        }
        if (value == null) {
            // Of a compacted topic, the person's record is gone: nothing of it holds any more.
            return topic == Topic.SNOOZE
                    ? new Understood(new String(key, StandardCharsets.UTF_8), new Input.Snoozed(List.of()))
                    : new Unreadable("the record has no value");
        }
        Header header = record.headers().lastHeader(CloudEvent.TYPE_HEADER);
        if (header == null || header.value() == null) {
            return new Unreadable("the header " + CloudEvent.TYPE_HEADER + " is missing");
        }
        try {
            return of(topic, header.value(), key, value);
        } catch (MalformedMessageException e) {
            return new Unreadable(e.getMessage() == null ? "malformed" : e.getMessage());
        }
    }

    private static Reading of(Topic topic, byte[] type, byte[] key, byte[] value) throws MalformedMessageException {
        if (topic == Topic.ACTIVITY) {
            if (Arrays.equals(type, WireType.ACTIVITY)) {
                Activity activity = ActivityJson.read(value);
                return keyed(key, activity.header().subject(), new Input.Happened(activity));
            }
            if (Arrays.equals(type, WireType.PROFILE_CHANGE)) {
                Identity identity = IdentityJson.read(value);
                return keyed(key, identity.subject(), new Input.ProfileChanged(identity));
            }
            if (Arrays.equals(type, WireType.SUBJECT_MERGED)) {
                return new Merged(SubjectMerged.read(value));
            }
        } else if (topic == Topic.HR && Arrays.equals(type, WireType.HR_EVENT)) {
            HrEvent event = HrEventJson.read(value);
            return keyed(key, event.subject(), new Input.HrSaid(event));
        }
        if (topic == Topic.SNOOZE && Arrays.equals(type, WireType.SNOOZE)) {
            SubjectSnoozes snoozes = SubjectSnoozes.read(value);
            return keyed(key, snoozes.subject(), new Input.Snoozed(snoozes.snoozes()));
        }
        return new Unreadable("the header " + CloudEvent.TYPE_HEADER + " names no type this topic carries");
    }

    /** A record under a foreign key would be judged by another task than the rest of the person's records. */
    private static Reading keyed(byte[] key, String subject, Input input) {
        return Arrays.equals(key, subject.getBytes(StandardCharsets.UTF_8))
                ? new Understood(subject, input)
                : new Unreadable("subject: differs from the record's key");
    }

    /** The wire names as the header carries them, so that no record pays for decoding its type. */
    final class WireType {
        private static final byte[] ACTIVITY = bytes(CloudEvent.Type.ACTIVITY);
        private static final byte[] PROFILE_CHANGE = bytes(CloudEvent.Type.PROFILE_CHANGE);
        private static final byte[] SUBJECT_MERGED = bytes(CloudEvent.Type.SUBJECT_MERGED);
        private static final byte[] HR_EVENT = bytes(CloudEvent.Type.HR_EVENT);
        private static final byte[] SNOOZE = bytes(CloudEvent.Type.SNOOZE);

        private WireType() {}

        private static byte[] bytes(CloudEvent.Type type) {
            return type.wireName().getBytes(StandardCharsets.UTF_8);
        }
    }
}
