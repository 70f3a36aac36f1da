package io.keepwatch.evaluator.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * This instance's name, kept with its state: what comes back over the same stores is the same member of the group, and
 * takes its partitions over at once.
 */
final class InstanceName {
    private static final String FILE = "instance";

    private InstanceName() {}

    static String in(Path stateDirectory) {
        Path file = stateDirectory.resolve(FILE);
        try {
            Files.createDirectories(stateDirectory);
            if (Files.exists(file)) {
                String name = Files.readString(file).strip();
                if (!name.isEmpty()) {
                    return name;
                }
            }
            String name = "evaluator-" + UUID.randomUUID();
            Files.writeString(file, name);
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException("the state directory cannot be used: " + stateDirectory, e);
        }
    }
}
