package io.keepwatch.rules.cli;

import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.calibration.Calibration;
import io.keepwatch.rules.proof.Proof;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code test}: what {@code make rules} runs. */
@Command(
        name = "test",
        sortOptions = false,
        description = "Checks a rules directory, runs every rule's cases and the ordinary days.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything came out as the cases say",
            "1:the set is refused, or a case failed; each is named with expected and actual",
            "2:the command was not understood, or the report cannot be written"
        },
        mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = "rules",
            description = "The rules directory (default: ${DEFAULT-VALUE}).")
    private Path rules = Path.of("rules");

    /** What the table calls the scores that must come out right. */
    private static final String CALIBRATION = "calibration";

    @Option(names = "--junit", paramLabel = "FILE", description = "Also writes the results as JUnit XML.")
    private @Nullable Path junit;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        long began = System.nanoTime();
        List<Proof.Result> results = new ArrayList<>();
        try {
            results.addAll(Proof.of(rules));
            Calibration.of(rules).forEach(reading -> results.add(proof(reading)));
        } catch (RuleSetException e) {
            out().println(e.getMessage());
            out().flush();
            return Exit.FAILED;
        }
        table(results);
        List<Proof.Result> failed =
                results.stream().filter(result -> !result.passed()).toList();
        for (Proof.Result result : failed) {
            out().printf(Locale.ROOT, "%nFAILED %s%n  %s%n%s%n", result.where(), result.name(), result.failure());
        }
        out().printf(
                        Locale.ROOT,
                        "%n%d cases, %d failed, %.1f s%n",
                        results.size(),
                        failed.size(),
                        (System.nanoTime() - began) / 1e9);
        out().flush();
        if (junit != null) {
            try {
                JUnitReport.write(junit, results);
            } catch (IOException e) {
                out().println("the report cannot be written: " + e.getMessage());
                out().flush();
                return Exit.USAGE;
            }
        }
        return failed.isEmpty() ? Exit.OK : Exit.FAILED;
    }

    /** A score that must come out right is one more thing that was tried. */
    private static Proof.Result proof(Calibration.Result reading) {
        return new Proof.Result(
                CALIBRATION,
                reading.name() + ": " + reading.story(),
                reading.where(),
                reading.failure() == null ? null : "  " + reading.failure(),
                0);
    }

    private void table(List<Proof.Result> results) {
        Map<String, List<Proof.Result>> byRule = results.stream()
                .collect(Collectors.groupingBy(Proof.Result::rule, LinkedHashMap::new, Collectors.toList()));
        int widest = byRule.keySet().stream().mapToInt(String::length).max().orElse(0);
        String line = "%-" + Math.max(widest, 4) + "s  %6s  %7s  %6s%n";
        out().printf(Locale.ROOT, line, "rule", "cases", "failed", "ms");
        byRule.forEach((rule, ofRule) -> out().printf(
                        Locale.ROOT,
                        line,
                        rule,
                        ofRule.size(),
                        ofRule.stream().filter(result -> !result.passed()).count(),
                        ofRule.stream().mapToLong(Proof.Result::millis).sum()));
    }

    private PrintWriter out() {
        if (spec == null) {
            throw new IllegalStateException("not run by the command line");
        }
        return spec.commandLine().getOut();
    }
}
