package io.keepwatch.ingestion.identity;

import io.keepwatch.ingestion.http.Rejections;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Changes people's records: decided, durable and applied to the {@link Directory} before a call returns. */
@Singleton
class Identities {
    private final Directory directory;
    private final IdentityTopic topic;
    private final Clock clock;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    Identities(Directory directory, IdentityTopic topic, Clock clock) {
        this.directory = directory;
        this.topic = topic;
        this.clock = clock;
    }

    /**
     * Replaces the records of some people.
     *
     * @param rejections takes the lines that claim what is someone else's
     * @return how many lines were accepted
     * @throws org.apache.kafka.common.KafkaException if they cannot be made durable; none is applied
     */
    int replace(List<IdentityLine> lines, Rejections rejections) {
        oneAtATime.lock();
        try {
            Staging staging = new Staging(directory);
            int accepted = 0;
            for (IdentityLine line : lines) {
                String reason = staging.decide(line);
                if (reason == null) {
                    accepted++;
                } else {
                    rejections.add(line.number(), reason);
                }
            }
            directory.apply(topic.publish(staging.changes()));
            return accepted;
        } finally {
            oneAtATime.unlock();
        }
    }

    /**
     * Retires a person: the accounts are free from now on.
     *
     * @return false if there is no such person; true also if the person was retired before
     */
    boolean retire(String subject) {
        oneAtATime.lock();
        try {
            Staging staging = new Staging(directory);
            boolean found = staging.retire(subject, clock.instant());
            directory.apply(topic.publish(staging.changes()));
            return found;
        } finally {
            oneAtATime.unlock();
        }
    }
}
