package io.keepwatch.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One entrant in a process of its own; the same settings for all. */
final class Fork {
    private static final int MOST_LOG_LINES = 20;

    private final Path directory;
    private final String heap;

    /** @param heap how much each process has, as {@code -Xmx} takes it */
    Fork(Path directory, String heap) {
        this.directory = directory;
        this.heap = heap;
    }

    /** The process: {@code <entrant> <directory for the result> <trial…>}. */
    public static void main(String[] arguments) throws Exception {
        List<String> all = List.of(arguments);
        Trial.parse(all.subList(2, all.size())).run(Entrant.valueOf(all.get(0))).write(Path.of(all.get(1)));
        // Engines leave threads behind that would keep the process.
        System.exit(0);
    }

    /** @throws IOException if the process failed, with the end of what it said */
    Result run(Entrant entrant, Trial trial) throws IOException, InterruptedException {
        Path result = Files.createTempDirectory(directory, entrant.name());
        Path log = result.resolve("log.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms" + heap,
                "-Xmx" + heap,
                // What Flink asks of a JVM.
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Fork.class.getName(),
                entrant.name(),
                result.toString()));
        command.addAll(trial.arguments());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            int exit = process.waitFor();
            if (exit != 0) {
                List<String> said = Files.readAllLines(log);
                throw new IOException("%s ended with %d:%n%s"
                        .formatted(
                                entrant.title(),
                                exit,
                                String.join(
                                        "\n", said.subList(Math.max(0, said.size() - MOST_LOG_LINES), said.size()))));
            }
            return Result.read(result);
        } finally {
            process.destroyForcibly();
        }
    }
}
