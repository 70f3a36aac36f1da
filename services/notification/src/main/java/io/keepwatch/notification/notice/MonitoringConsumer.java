package io.keepwatch.notification.notice;

import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.MonitoringChange;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/** Reads {@code keepwatch.monitoring}: what HR is told of the periods it began (S2-103, S2-105, S2-106). */
@Singleton
class MonitoringConsumer {
    private final EventIntake intake;

    MonitoringConsumer(EventIntake intake) {
        this.intake = intake;
    }

    @Incoming("monitoring")
    Uni<Void> consume(ConsumerRecords<byte[], byte[]> batch) {
        return intake.take(batch, MonitoringConsumer::read);
    }

    private static Told read(CloudEvent.@Nullable Type type, byte[] value) throws MalformedMessageException {
        if (type != CloudEvent.Type.MONITORING_CHANGE) {
            throw new MalformedMessageException(CloudEvent.TYPE_HEADER + ": not a monitoring change");
        }
        return new Told.OfMonitoring(MonitoringChange.read(value));
    }
}
