package io.keepwatch.cases;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Waits for what must come true, and fails with the last reason why it did not. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private Eventually() {}

    public static void holds(ThrowingCallable assertion) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                assertion.call();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            } catch (Throwable e) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("still failing", e);
                }
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }
}
