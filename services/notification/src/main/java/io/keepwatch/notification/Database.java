package io.keepwatch.notification;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.util.Set;

/** Tells a database that is away from one that refuses a value. */
public final class Database {
    /** Connection, resources, operator intervention, system error, serialisation, read-only transaction. */
    private static final Set<String> PASSING = Set.of("08", "25", "40", "53", "55", "57", "58");

    private Database() {}

    /** True if the same statement may succeed later; false if the statement or its values are at fault. */
    public static boolean isAway(Throwable failure) {
        if (failure instanceof PgException refused) {
            String state = refused.getSqlState();
            return state == null || state.length() < 2 || PASSING.contains(state.substring(0, 2));
        }
        return failure instanceof VertxException
                || failure instanceof TimeoutException
                || !(failure instanceof RuntimeException || failure instanceof Error);
    }
}
