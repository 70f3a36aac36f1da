package io.keepwatch.platform;

import io.keepwatch.platform.process.PidFile;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Programs whose supervisor was killed hard; their pid files name them. */
final class LeftBehind {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private LeftBehind() {}

    /**
     * Ends them and removes their pid files, the stale ones too.
     *
     * @return how many there were
     */
    static int end(Home home) {
        int ended = 0;
        for (Service service : Service.values()) {
            PidFile file = new PidFile(home.pids().resolve(service.programName() + ".pid"));
            ProcessHandle left = file.process().orElse(null);
            if (left != null) {
                ended++;
                end(left);
            }
            file.delete();
        }
        return ended;
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
        }
    }
}
