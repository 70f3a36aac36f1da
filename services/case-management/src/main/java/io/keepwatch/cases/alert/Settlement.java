package io.keepwatch.cases.alert;

import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** Whoever has to hear that nothing is left to do about an alert. */
public interface Settlement {
    /** An alert was remediated or dismissed; part of the transaction that says so, which holds the lock of its subject. */
    Uni<Void> settled(KeptAlert alert, Instant now);

    /** That transaction was committed. */
    void committed();
}
