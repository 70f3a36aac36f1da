package io.keepwatch.ingestion.auditd;

import io.keepwatch.contracts.ActivityDraft;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What earlier events of the request said of a session: who scheduled it, whether it was reported. An ssh login leaves a
 * LOGIN event and a USER_START event; the second knows more, so the first waits for it. Bounded: the oldest is forgotten
 * first, a waiting one is then given out.
 */
final class Sessions {
    static final int MOST = 1_000;

    private final Map<Key, String> schedulers = new LinkedHashMap<>();
    private final Map<Key, Boolean> reported = new LinkedHashMap<>();
    private final Map<Key, Waiting> waiting = new LinkedHashMap<>();

    /** A machine's session, by the kernel's number, which starts anew with every boot. */
    record Key(String node, long number) {}

    /**
     * A login that no USER_START was seen for yet.
     *
     * @param line the first line of its event
     */
    record Waiting(ActivityDraft draft, long line) {}

    void scheduled(Key session, String scheduler) {
        put(schedulers, session, scheduler);
    }

    @Nullable
    String scheduler(Key session) {
        return schedulers.get(session);
    }

    /** A USER_START reports a session: a LOGIN that waited for it is part of that. */
    void report(Key session) {
        put(reported, session, true);
        waiting.remove(session);
    }

    boolean isReported(Key session) {
        return reported.containsKey(session);
    }

    /** Keeps a LOGIN until its USER_START comes; one that had to wait too long is given out. */
    void await(Key session, Waiting login, Consumer<Waiting> giveOut) {
        Waiting earlier = waiting.put(session, login);
        if (earlier != null) {
            giveOut.accept(earlier);
        }
        if (waiting.size() > MOST) {
            Key oldest = waiting.keySet().iterator().next();
            giveOut.accept(waiting.remove(oldest));
        }
    }

    /** The first line of what waits, or {@link Long#MAX_VALUE}. */
    long waitingSince() {
        return waiting.values().stream().mapToLong(Waiting::line).min().orElse(Long.MAX_VALUE);
    }

    /** Gives out every LOGIN that still waits. */
    void end(Consumer<Waiting> giveOut) {
        waiting.values().forEach(giveOut);
        waiting.clear();
    }

    private static <V> void put(Map<Key, V> map, Key key, V value) {
        map.put(key, value);
        if (map.size() > MOST) {
            map.remove(map.keySet().iterator().next());
        }
    }
}
