package io.keepwatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The engine's own {@code backtest}, in a process of its own, as {@code make backtest} runs it. */
final class BacktestProcess {
    private static final String MAIN = "io.keepwatch.rules.cli.Keepwatch";

    private BacktestProcess() {}

    /**
     * Judges a history by the rules of the repository and by what is tried.
     *
     * @param out where its reports are left
     * @param arguments what is tried, and on what
     * @return the report for programs
     */
    static String report(Path repository, Path out, List<String> arguments) throws IOException, InterruptedException {
        Path engine = repository.resolve("rules/engine/target");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                engine.resolve("classes") + ":" + engine.resolve("lib") + "/*",
                MAIN,
                "backtest",
                "--rules",
                repository.resolve("rules").toString(),
                "--out",
                out.toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // What it says is for people; figures alone go to the standard output.
        process.getInputStream().transferTo(System.err);
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException("the backtest ended with " + exit);
        }
        return Files.readString(out.resolve("report.json"));
    }
}
