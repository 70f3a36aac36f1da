package io.keepwatch.evaluator.judging;

import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.Risk;
import io.keepwatch.contracts.RiskJson;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** What a person's score came to, as a record of the risk topic. */
final class RiskRecord {
    private RiskRecord() {}

    /** The event's id is the record's own, which follows from what it says. */
    static Record<byte @Nullable [], byte @Nullable []> of(Risk risk, long timestamp) {
        CloudEvent event =
                new CloudEvent(risk.id(), AlertRecord.SOURCE, CloudEvent.Type.RISK, risk.subject(), risk.at());
        Headers headers = new RecordHeaders();
        event.headers().forEach(headers::add);
        return new Record<>(risk.subject().getBytes(StandardCharsets.UTF_8), RiskJson.write(risk), timestamp, headers);
    }
}
