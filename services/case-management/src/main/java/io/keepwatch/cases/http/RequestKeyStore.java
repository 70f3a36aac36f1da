package io.keepwatch.cases.http;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Which requests were done already; kept for a week, in the transaction of the request. */
@ApplicationScoped
public class RequestKeyStore {
    private static final Logger LOG = Logger.getLogger(RequestKeyStore.class);

    /**
     * Whether the request is to be done; false if it was. Fails with 422 if the key came with another request. Without a
     * key every request is done.
     */
    public Uni<Boolean> isFirst(@Nullable RequestKey key) {
        if (key == null) {
            return Uni.createFrom().item(true);
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into request_key (id, digest) values (:id, :digest) on conflict do nothing")
                        .setParameter("id", key.id())
                        .setParameter("digest", key.digest())
                        .executeUpdate()
                        .chain(added -> added == 1
                                ? Uni.createFrom().item(true)
                                : session.createNativeQuery(
                                                "select digest from request_key where id = :id", String.class)
                                        .setParameter("id", key.id())
                                        .getSingleResult()
                                        .map(known -> isRepeat(known, key))));
    }

    private static Boolean isRepeat(String known, RequestKey key) {
        if (!known.equals(key.digest())) {
            throw Problems.keyUsed();
        }
        return false;
    }

    @Scheduled(every = "1h", delayed = "2m")
    Uni<Void> forget() {
        return Panache.withTransaction(() -> Panache.getSession()
                        .chain(session -> session.createNativeQuery(
                                        "delete from request_key where at < clock_timestamp() - interval '7 days'")
                                .executeUpdate()))
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("request keys wait: %s", failure.getClass().getSimpleName()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
