package io.keepwatch.platform;

import io.keepwatch.platform.process.Launch;
import io.keepwatch.platform.process.Leash;
import java.io.IOException;
import java.nio.file.Path;

/** A program that has to run to its end before another one can start. */
final class FirstStep {
    private FirstStep() {}

    /** @throws IOException if it ends with anything but success */
    static void run(Launch launch, Path log) throws IOException, InterruptedException {
        try (Leash leash = Leash.start()) {
            Process process = launch.start(log);
            leash.hold(process.toHandle(), Leash.Word.KILL);
            try {
                int code = process.waitFor();
                if (code != 0) {
                    throw new IOException("a preparing step ended with exit code " + code);
                }
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
