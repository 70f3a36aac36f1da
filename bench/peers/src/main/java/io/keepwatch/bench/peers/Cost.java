package io.keepwatch.bench.peers;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What something cost.
 *
 * @param threadNanos CPU time of the thread that did it
 * @param processNanos CPU time of the whole process meanwhile: other threads, garbage collection and compilation too
 * @param wallNanos time passed
 * @param allocatedBytes allocated by the thread
 */
public record Cost(long threadNanos, long processNanos, long wallNanos, long allocatedBytes) {
    /** Nothing yet. */
    public static final Cost NONE = new Cost(0, 0, 0, 0);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** What the calling thread and its process have cost so far; a cost is the difference of two such readings. */
    public static Cost now() {
        return new Cost(
                THREADS.getCurrentThreadCpuTime(),
                SYSTEM.getProcessCpuTime(),
                System.nanoTime(),
                THREADS.getCurrentThreadAllocatedBytes());
    }

    /** What was added since an earlier reading by the same thread. */
    public Cost since(Cost earlier) {
        return new Cost(
                threadNanos - earlier.threadNanos,
                processNanos - earlier.processNanos,
                wallNanos - earlier.wallNanos,
                allocatedBytes - earlier.allocatedBytes);
    }

    Cost plus(Cost other) {
        return new Cost(
                threadNanos + other.threadNanos,
                processNanos + other.processNanos,
                wallNanos + other.wallNanos,
                allocatedBytes + other.allocatedBytes);
    }
}
