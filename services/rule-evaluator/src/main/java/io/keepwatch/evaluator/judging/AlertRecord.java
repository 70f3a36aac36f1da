package io.keepwatch.evaluator.judging;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertJson;
import io.keepwatch.contracts.CloudEvent;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** An alert as a record of the alert topic. */
final class AlertRecord {
    static final String SOURCE = "/keepwatch/rule-evaluator";

    private AlertRecord() {}

    /**
     * The event's id names this state of the alert: the alert's id and the record that led to it. The same record leads
     * to the same state however often it is processed, and no record leads to two.
     */
    static Record<byte @Nullable [], byte @Nullable []> of(Alert alert, RecordMetadata cause, long timestamp) {
        String id = alert.id() + "-" + cause.topic() + "-" + cause.partition() + "-" + cause.offset();
        CloudEvent event = new CloudEvent(id, SOURCE, CloudEvent.Type.ALERT, alert.subject(), alert.at());
        Headers headers = new RecordHeaders();
        event.headers().forEach(headers::add);
        return new Record<>(
                alert.subject().getBytes(StandardCharsets.UTF_8), AlertJson.write(alert), timestamp, headers);
    }
}
