package io.keepwatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Our engine beside others: a process of its own, whose class path nothing else needs. */
final class Peers {
    private static final String MAIN = "io.keepwatch.bench.peers.PeersBench";

    private final Path module;

    Peers(Path repository) {
        module = repository.resolve("bench/peers/target");
    }

    /**
     * Measures and prints.
     *
     * @return whether all engines found the same alerts
     * @throws IOException if the module was not built
     */
    boolean measure(List<String> arguments) throws IOException, InterruptedException {
        Path libraries = module.resolve("lib");
        if (!Files.isDirectory(libraries)) {
            throw new IOException("the peers are not built; make bench builds them");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                module.resolve("classes") + ":" + libraries + "/*",
                MAIN));
        command.addAll(arguments);
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }
}
