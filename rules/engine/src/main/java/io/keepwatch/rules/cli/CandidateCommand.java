package io.keepwatch.rules.cli;

import io.keepwatch.rules.candidate.Candidate;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code candidate}: what the evaluator runs beside itself to try a rule set before it judges with it. */
@Command(
        name = "candidate",
        sortOptions = false,
        description =
                "Tries rule sets for the evaluator: reads a number and a directory a line, answers a line of JSON,"
                        + " ends with its input.",
        mixinStandardHelpOptions = true)
final class CandidateCommand implements Callable<Integer> {
    @Option(
            names = "--compiled",
            paramLabel = "DIR",
            required = true,
            description = "Where compiled conditions are left for the evaluator.")
    private Path compiled = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
        // The answers' stream is ours alone: nothing that a library prints may look like one.
        PrintStream answers = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        new Candidate(compiled)
                .serve(System.in, answers, () -> Runtime.getRuntime().halt(Exit.OK));
        return Exit.OK;
    }
}
