package io.keepwatch.cases.person;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;

/**
 * One writer per person at a time. Kafka brings a person's records one after the other, yet around a rebalance two
 * instances may hold the same ones for a moment.
 */
@ApplicationScoped
public class SubjectLocks {

    /** Waits until this transaction is the only one that holds the subjects; released at its end. */
    public Uni<Void> take(Collection<String> subjects) {
        // Sorted, so that two transactions with the same people never wait for each other in a circle.
        Long[] keys =
                subjects.stream().map(SubjectLocks::key).distinct().sorted().toArray(Long[]::new);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select count(pg_advisory_xact_lock(k)) from unnest(cast(:keys as bigint[])) k",
                                Long.class)
                        .setParameter("keys", keys)
                        .getSingleResult())
                .replaceWithVoid();
    }

    private static Long key(String subject) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(subject.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
