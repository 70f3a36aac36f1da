package io.keepwatch.evaluator.judging;

import io.keepwatch.contracts.DeadLetterHeader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A record that nobody can read, as it goes to the dead-letter topic of the topic it came from: key, value and headers
 * as they were, and why and whence in headers of their own.
 */
final class DeadLetter {

    /**
     * The longest value that still fits a broker's default limit of 1 MiB together with key and headers. A longer one is
     * cut rather than let the send fail: under exactly-once that would end the task again and again. The whole record
     * stays where the headers say.
     */
    static final int LONGEST_VALUE = 1_000_000;

    private static final int LONGEST_REASON = 500;

    private DeadLetter() {}

    static Record<byte @Nullable [], byte @Nullable []> of(
            Record<byte @Nullable [], byte @Nullable []> record, RecordMetadata place, String reason) {
        Headers headers = new RecordHeaders(record.headers());
        add(
                headers,
                DeadLetterHeader.REASON,
                reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason);
        add(
                headers,
                DeadLetterHeader.SOURCE,
                DeadLetterHeader.source(place.topic(), place.partition(), place.offset()));
        byte[] value = record.value();
        if (value != null && value.length > LONGEST_VALUE) {
            add(headers, DeadLetterHeader.CUT_FROM, Integer.toString(value.length));
            value = Arrays.copyOf(value, LONGEST_VALUE);
        }
        return new Record<>(record.key(), value, record.timestamp(), headers);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
