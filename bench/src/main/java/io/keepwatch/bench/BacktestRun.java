package io.keepwatch.bench;

import io.keepwatch.contracts.IdentityJson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Backtests a candidate set over generated history, as a rule author would: the rules of this repository are live, the
 * candidate is the same with one threshold halved. Needs no platform.
 */
final class BacktestRun {
    private static final List<String> PARTS = List.of("catalogue", "lists", "model", "policies", "exceptions");
    private static final Path CHANGED = Path.of("catalogue/siem/usb-mass-storage/rule.drl");
    private static final Pattern NUMBER = Pattern.compile("\"(\\w+)\":([0-9.E]+)");

    private final Path repository;

    BacktestRun(Path repository) {
        this.repository = repository;
    }

    /** Keeps the report beside the others under {@code target/backtest}. */
    List<Figure> measure(Workload workload, Path directory) throws IOException, InterruptedException {
        Path identities = directory.resolve("identities.ndjson");
        Path history = directory.resolve("history.ndjson");
        write(workload, identities, history);
        Path candidate = directory.resolve("candidate");
        for (String part : PARTS) {
            copy(repository.resolve("rules").resolve(part), candidate.resolve(part));
        }
        Path changed = candidate.resolve(CHANGED);
        Files.writeString(changed, Files.readString(changed).replace("100 * MB", "50 * MB"));
        Path out = repository.resolve("target/backtest");
        String report = BacktestProcess.report(
                repository,
                out,
                List.of(
                        "--candidate",
                        candidate.toString(),
                        "--file",
                        history.toString(),
                        "--identities",
                        identities.toString(),
                        "--source",
                        LoadRun.SOURCE));
        double activities = number(report, "activities");
        double perSecond = activities / number(report, "seconds");
        return List.of(
                Figure.of("backtest: activities judged by both sets", activities),
                Figure.of("backtest: activities per second", perSecond),
                Figure.of("backtest: activities per second and core", perSecond / number(report, "threads")),
                Figure.of("backtest: CPU ns an activity, live set", number(report, "liveNanosPerActivity")),
                Figure.of("backtest: CPU ns an activity, candidate", number(report, "candidateNanosPerActivity")));
    }

    private static void write(Workload workload, Path identities, Path history) throws IOException {
        Population population = new Population(workload);
        try (OutputStream out = open(identities)) {
            for (int person = 0; person < workload.people(); person++) {
                writeLine(out, IdentityJson.write(population.identity(person)));
            }
        }
        try (OutputStream out = open(history)) {
            new ActivityGenerator(workload).generateByPerson(activity -> writeLine(out, activity.line()));
        }
    }

    private static double number(String report, String field) throws IOException {
        Matcher matcher = NUMBER.matcher(report);
        while (matcher.find()) {
            if (matcher.group(1).equals(field)) {
                return Double.parseDouble(matcher.group(2));
            }
        }
        throw new IOException("the report says nothing of " + field);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path path : (Iterable<Path>) walk::iterator) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    private static OutputStream open(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    }

    private static void writeLine(OutputStream out, byte[] line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
