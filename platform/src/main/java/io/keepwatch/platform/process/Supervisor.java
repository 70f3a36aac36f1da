package io.keepwatch.platform.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Starts programs, each as soon as those it needs are ready, starts again what dies, and ends them all in the opposite
 * order. If one cannot be started at first, none stays.
 */
public final class Supervisor implements AutoCloseable {
    private final Map<String, Supervised> programs;
    private final List<Program> order;
    private final Leash leash = Leash.start();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param order programs, each after those it needs
     * @param logs directory of the logs
     * @param pids directory of the pid files
     * @param report takes one line for every program that became ready, died or came back
     */
    public Supervisor(List<Program> order, Path logs, Path pids, Consumer<String> report) {
        this.order = List.copyOf(order);
        this.programs = order.stream()
                .map(program -> new Supervised(program, logs, pids, leash, report))
                .collect(Collectors.toUnmodifiableMap(Supervised::name, Function.identity()));
    }

    /**
     * Starts everything and returns when all programs are ready.
     *
     * @throws StartFailure if one could not be started; all others have been ended then
     */
    public void start() throws StartFailure {
        List<Supervised> starting = order.stream().map(this::supervised).toList();
        for (Supervised program : starting) {
            threads.execute(() -> program.run(program.needs().stream()
                    .map(programs::get)
                    .map(needed -> Objects.requireNonNull(needed, "a program that is not there"))
                    .map(Supervised::ready)
                    .toList()));
        }
        try {
            // In the order of completion: the first failure ends the wait for the others.
            CompletableFuture<Void> all = CompletableFuture.allOf(
                    starting.stream().map(Supervised::ready).toArray(CompletableFuture[]::new));
            for (Supervised program : starting) {
                program.ready().whenComplete((ready, failure) -> {
                    if (failure != null) {
                        all.completeExceptionally(failure);
                    }
                });
            }
            all.join();
        } catch (CompletionException e) {
            close();
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw cause instanceof StartFailure failure
                    ? failure
                    : new StartFailure("The local platform could not be started: " + cause, cause);
        }
    }

    /** Ends what was started, the last first; returns when no process is left. */
    @Override
    public void close() {
        // Nobody may be started again while the others are being ended.
        programs.values().forEach(Supervised::retire);
        List<Supervised> left =
                new ArrayList<>(order.stream().map(this::supervised).toList());
        while (!left.isEmpty()) {
            List<Supervised> unneeded = left.stream()
                    .filter(candidate ->
                            left.stream().noneMatch(other -> other.needs().contains(candidate.name())))
                    .toList();
            endTogether(unneeded);
            left.removeAll(unneeded);
        }
        threads.shutdownNow();
        leash.close();
    }

    private static void endTogether(List<Supervised> programs) {
        List<Thread> ending = programs.stream()
                .map(program -> Thread.ofVirtual().start(program::end))
                .toList();
        for (Thread thread : ending) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                // Whoever interrupts wants it to be over; the processes are being ended all the same.
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Supervised supervised(Program program) {
        return Objects.requireNonNull(programs.get(program.name()));
    }
}
