package io.keepwatch.notification.notice;

import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.TaskEvent;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/** Reads {@code keepwatch.case-event}: what happens to cases, and to the tasks that HR's events began. */
@Singleton
class CaseEventConsumer {
    private final EventIntake intake;

    CaseEventConsumer(EventIntake intake) {
        this.intake = intake;
    }

    @Incoming("case-events")
    Uni<Void> consume(ConsumerRecords<byte[], byte[]> batch) {
        return intake.take(batch, CaseEventConsumer::read);
    }

    private static Told read(CloudEvent.@Nullable Type type, byte[] value) throws MalformedMessageException {
        return switch (type) {
            case CASE_EVENT -> new Told.OfCase(CaseEvent.read(value));
            case TASK_EVENT -> new Told.OfTask(TaskEvent.read(value));
            case null, default ->
                throw new MalformedMessageException(CloudEvent.TYPE_HEADER + ": neither a case event nor a task event");
        };
    }
}
