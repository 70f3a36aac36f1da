package io.keepwatch.platform.process;

import java.time.Duration;
import java.util.Set;

/** One program of the local platform: what it needs, how it is started, and how one sees that it really is ready. */
public interface Program {
    /** Names its log and its pid file. */
    String name();

    /** Programs that must be ready before this one is started for the first time. */
    default Set<String> after() {
        return Set.of();
    }

    /** Work before the first start: unpacking, formatting. Idempotent; an interrupted one is repaired by the next. */
    default void prepare() throws Exception {}

    /** How to start it, asked at every start. */
    Launch launch() throws Exception;

    /** True if it does its work now. */
    boolean ready();

    /** Work after it became ready for the first time: topics, databases. Idempotent. */
    default void furnish() throws Exception {}

    /** How long a start may take. */
    default Duration patience() {
        return Duration.ofMinutes(3);
    }

    /** What asks it to end. */
    default Leash.Word farewell() {
        return Leash.Word.TERM;
    }
}
