package io.keepwatch.evaluator.judging;

import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.PeerPart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** What is usual for some people, as a record of the topic of peers; and that it is no longer needed. */
final class PeerRecord {
    private PeerRecord() {}

    /** @param at domain time at which it is written */
    static Record<byte @Nullable [], byte @Nullable []> of(PeerPart part, Instant at, long timestamp) {
        CloudEvent event = new CloudEvent(
                part.day() + " " + part.key(), AlertRecord.SOURCE, CloudEvent.Type.PEER_PART, part.key(), at);
        Headers headers = new RecordHeaders();
        event.headers().forEach(headers::add);
        return new Record<>(key(part.key()), part.write(), timestamp, headers);
    }

    /** The part under this key is over. */
    static Record<byte @Nullable [], byte @Nullable []> over(String key, long timestamp) {
        return new Record<>(key(key), null, timestamp);
    }

    private static byte[] key(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
