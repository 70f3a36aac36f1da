package io.keepwatch.notification;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Waits for what other threads bring about: no longer than it takes, and with the last finding if it never comes. */
public final class Await {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(25);

    private Await() {}

    /** Repeats the assertions until they hold. */
    public static void until(ThrowingCallable assertions) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            try {
                assertions.call();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            } catch (Throwable e) {
                throw new AssertionError("a condition failed by something else than an assertion", e);
            }
        }
    }
}
