package io.keepwatch.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code make judge} says of the same file: the engine's command line, as a process of its own. */
final class Judge {
    private static final String MAIN = "io.keepwatch.rules.cli.Keepwatch";

    private final Path repository;
    private final Path rules;

    /** @param rules which it judges with */
    Judge(Path repository, Path rules) {
        this.repository = repository;
        this.rules = rules;
    }

    List<FoundAlert> alerts(GeneratedLoad load, Path directory) throws IOException, InterruptedException {
        Path output = directory.resolve("judged.ndjson");
        Path errors = directory.resolve("judge.log");
        Path engine = repository.resolve("rules/engine/target");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx3g",
                        "-cp",
                        engine.resolve("classes") + ":" + engine.resolve("lib") + "/*",
                        MAIN,
                        "judge",
                        "--file",
                        load.activities().toString(),
                        "--identities",
                        load.identities().toString(),
                        "--rules",
                        rules.toString(),
                        "--source",
                        LoadRun.SOURCE)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException("judge ended with " + exit + ", see " + errors);
        }
        List<FoundAlert> alerts = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(output)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                alerts.add(FoundAlert.read(line));
            }
        }
        return alerts;
    }
}
