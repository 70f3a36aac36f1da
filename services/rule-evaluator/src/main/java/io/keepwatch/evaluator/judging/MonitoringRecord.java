package io.keepwatch.evaluator.judging;

import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.MonitoringChange;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** What became of a monitoring period, as a record of the monitoring topic. */
final class MonitoringRecord {
    private MonitoringRecord() {}

    /** The event's id is the change's own, which follows from what it says. */
    static Record<byte @Nullable [], byte @Nullable []> of(MonitoringChange change, long timestamp) {
        CloudEvent event = new CloudEvent(
                change.id(), AlertRecord.SOURCE, CloudEvent.Type.MONITORING_CHANGE, change.subject(), change.at());
        Headers headers = new RecordHeaders();
        event.headers().forEach(headers::add);
        return new Record<>(change.subject().getBytes(StandardCharsets.UTF_8), change.write(), timestamp, headers);
    }
}
