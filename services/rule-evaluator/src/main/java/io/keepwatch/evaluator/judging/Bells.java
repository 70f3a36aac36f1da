package io.keepwatch.evaluator.judging;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.TaskId;

/**
 * Who is to be told that a task is about to commit, by task. A store is made and restored before the processor that uses
 * it, and may outlive it, so the two find each other here. One per topology.
 */
final class Bells {
    private final Map<TaskId, Runnable> writers = new ConcurrentHashMap<>();

    /** From now on {@code writer} is called on the task's own thread when the task's bell rings. */
    void answer(TaskId task, Runnable writer) {
        writers.put(task, writer);
    }

    /** Nobody answers any more; a newer writer of the same task stays. */
    void leave(TaskId task, Runnable writer) {
        writers.remove(task, writer);
    }

    /** How many tasks keep people in memory here. */
    int answering() {
        return writers.size();
    }

    /**
     * @throws IllegalStateException if nobody answers: the task must not commit, because what it changed would be lost
     */
    void ring(TaskId task) {
        Runnable writer = writers.get(task);
        if (writer == null) {
            throw new IllegalStateException("nobody writes the people of task " + task + "; it must not commit");
        }
        writer.run();
    }
}
