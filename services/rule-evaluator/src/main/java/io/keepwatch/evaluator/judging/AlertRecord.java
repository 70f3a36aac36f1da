package io.keepwatch.evaluator.judging;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertJson;
import io.keepwatch.contracts.CloudEvent;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** An alert as a record of the alert topic. */
final class AlertRecord {
    private static final String SOURCE = "/keepwatch/rule-evaluator";

    private AlertRecord() {}

    /** The event's id names this state of the alert: the alert's id and how many activities it counts so far. */
    static Record<byte @Nullable [], byte @Nullable []> of(Alert alert, long timestamp) {
        CloudEvent event = new CloudEvent(
                alert.id() + "-" + alert.count(), SOURCE, CloudEvent.Type.ALERT, alert.subject(), alert.at());
        Headers headers = new RecordHeaders();
        event.headers().forEach(headers::add);
        return new Record<>(
                alert.subject().getBytes(StandardCharsets.UTF_8), AlertJson.write(alert), timestamp, headers);
    }
}
