package io.keepwatch.rules.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The engine's command line: {@code java -cp target/classes:target/lib/* io.keepwatch.rules.cli.Keepwatch}. */
@Command(
        name = "keepwatch",
        description = "Judges activities and proves rules, without a platform.",
        subcommands = {
            JudgeCommand.class,
            TestCommand.class,
            BacktestCommand.class,
            NewCommand.class,
            DocsCommand.class,
            ManifestCommand.class,
            ApproveCommand.class,
            CandidateCommand.class
        },
        mixinStandardHelpOptions = true,
        version = "keepwatch 0.1.0")
public final class Keepwatch {
    private Keepwatch() {}

    public static void main(String[] arguments) {
        // No logging back-end on purpose: what is wrong is printed, and the facade need not say that it has none.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Keepwatch());
    }
}
