package io.keepwatch.cases.task;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** When people leave, as off-boarding counts it. */
@ApplicationScoped
public class Departures {
    private final TaskStore store;

    Departures(TaskStore store) {
        this.store = store;
    }

    /** The departure of the person's off-boarding that has not ended, in the caller's transaction. */
    public Uni<Optional<Instant>> of(String subject) {
        return store.openOffboarding(subject)
                .map(open -> Optional.ofNullable(open).map(offboarding -> offboarding.departure));
    }
}
