package io.keepwatch.rules.cli;

import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.IdentityJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Rfc3339;
import io.keepwatch.rules.backtest.Backtest;
import io.keepwatch.rules.backtest.BacktestReport;
import io.keepwatch.rules.backtest.Outcomes;
import io.keepwatch.rules.backtest.ReportJson;
import io.keepwatch.rules.backtest.ReportPage;
import io.keepwatch.rules.backtest.ReportText;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleBooks;
import io.keepwatch.rules.book.RuleSet;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.RuleSetReader;
import io.keepwatch.rules.proof.HrLines;
import io.keepwatch.rules.proof.Lines;
import io.keepwatch.rules.proof.Subjects;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code backtest}: what {@code make backtest} runs. */
@Command(
        name = "backtest",
        sortOptions = false,
        description = {
            "Judges a history by the live rules and by a candidate, side by side, on all cores, and tells rule by rule which"
                    + " alerts the candidate adds and removes, whom that affects, how often it was right where that is"
                    + " known, and what it costs; and how many people would change band.",
            "The history is sorted by person and time; what a person did before --from counts in windows and is not"
                    + " reported. Beside the table, --out gets report.json and report.html."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:one of the rule sets is refused",
            "2:the command was not understood, or a file cannot be read, written, or is not sorted",
            "3:done, but some lines cannot be read; each is named on stderr"
        },
        mixinStandardHelpOptions = true)
final class BacktestCommand implements Callable<Integer> {
    private static final List<String> MODEL_FILES = List.of("whole-person.yaml", "context.yaml");

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            defaultValue = "rules",
            description = "The rules that are live (default: ${DEFAULT-VALUE}).")
    private Path rules = Path.of("rules");

    @ArgGroup(multiplicity = "1")
    private Tried tried = new Tried();

    /** What is tried. */
    static final class Tried {
        @Option(names = "--candidate", paramLabel = "DIR", description = "The rules that are tried.")
        private @Nullable Path candidate;

        @Option(
                names = "--model",
                paramLabel = "DIR",
                description = "The live rules are tried with the whole-person.yaml, the context.yaml or both of this"
                        + " directory, and only people's bands are compared.")
        private @Nullable Path model;
    }

    @Option(
            names = "--file",
            required = true,
            paramLabel = "F",
            description =
                    "Activities, one JSON object a line, sorted by person and time. Lines with a subject, as the hunting"
                            + " service exports them, are that person's.")
    private Path file = Path.of("");

    @Option(names = "--identities", paramLabel = "I", description = "People as in PUT /v1/identities, one a line.")
    private @Nullable Path identities;

    @Option(names = "--hr", paramLabel = "H", description = "HR events, one a line.")
    private @Nullable Path hr;

    @Option(
            names = "--outcomes",
            paramLabel = "O",
            description = "How alerts ended: {\"rule\",\"subject\",\"anchor\"?,\"outcome\"}, one a line.")
    private @Nullable Path outcomes;

    @Option(names = "--from", paramLabel = "T", description = "Report alerts from this day (UTC) or instant on.")
    private @Nullable String from;

    @Option(names = "--until", paramLabel = "T", description = "Report alerts before this day (UTC) or instant.")
    private @Nullable String until;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "The feed of every line; without it a line's own source holds.")
    private @Nullable String source;

    @Option(
            names = "--lateness",
            paramLabel = "HOURS",
            defaultValue = "24",
            description = "Hours an activity may come late (default: ${DEFAULT-VALUE}).")
    private int lateness;

    @Option(names = "--threads", paramLabel = "N", description = "How many threads (default: one for each core).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "target/backtest",
            description = "Where the reports are written (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("target/backtest");

    @Spec
    private @Nullable CommandSpec spec;

    private long named;

    @Override
    public Integer call() {
        Instant first = moment("--from", from);
        Instant last = moment("--until", until);
        if (first != null && last != null && !first.isBefore(last)) {
            throw new ParameterException(command().commandLine(), "--from: expected to be before --until");
        }
        if (threads < 1) {
            throw new ParameterException(command().commandLine(), "--threads: expected at least 1");
        }
        try {
            RuleSet liveSet = RuleSetReader.read(rules);
            RuleSet candidateSet = candidate();
            RuleBook live = RuleBooks.of(liveSet, null);
            RuleBook tried = RuleBooks.of(candidateSet, null);
            BacktestReport report = Backtest.run(
                    new Backtest.Setting(
                            live,
                            tried,
                            Duration.ofHours(lateness),
                            file,
                            source,
                            people(),
                            hr(),
                            outcomes(),
                            first,
                            last,
                            threads,
                            rule -> alone(rule, tried, candidateSet, liveSet)),
                    new ShownProgress(file, err()));
            command()
                    .commandLine()
                    .getOut()
                    .print(this.tried.model == null ? ReportText.of(report) : ReportText.bands(report));
            Files.createDirectories(out);
            Files.write(out.resolve("report.json"), ReportJson.of(report));
            Files.writeString(out.resolve("report.html"), ReportPage.of(report));
            command().commandLine().getOut().println(out.resolve("report.html"));
            command().commandLine().getOut().flush();
            return report.rejected() == 0 && named == 0 ? Exit.OK : Exit.SOME_REJECTED;
        } catch (RuleSetException e) {
            err().println(e.getMessage());
            return Exit.FAILED;
        } catch (IOException e) {
            err().println(e.getMessage());
            return Exit.USAGE;
        }
    }

    private RuleSet candidate() throws RuleSetException {
        Path model = tried.model;
        if (model == null) {
            return RuleSetReader.read(Objects.requireNonNull(tried.candidate)).withDraftsJudging();
        }
        if (MODEL_FILES.stream().noneMatch(file -> Files.isRegularFile(model.resolve(file)))) {
            throw new ParameterException(
                    command().commandLine(), "--model: " + model + " holds none of " + String.join(", ", MODEL_FILES));
        }
        return RuleSetReader.read(rules, model);
    }

    private static RuleBook alone(String rule, RuleBook tried, RuleSet candidateSet, RuleSet liveSet) {
        boolean inCandidate = tried.rules().stream().anyMatch(one -> one.id().equals(rule));
        try {
            return RuleBooks.of((inCandidate ? candidateSet : liveSet).alone(rule), null);
        } catch (RuleSetException e) {
            throw new IllegalStateException("a rule that judges in its set cannot judge alone: " + rule, e);
        }
    }

    private @Nullable Instant moment(String option, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Rfc3339.parseBound(text, option);
        } catch (MalformedMessageException e) {
            throw new ParameterException(command().commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private interface LineReader {
        void read(byte[] line, long number) throws MalformedMessageException;
    }

    private void lines(@Nullable Path path, LineReader reader) throws IOException {
        if (path == null) {
            return;
        }
        try (Lines lines = new Lines(Files.newInputStream(path))) {
            while (lines.advance()) {
                try {
                    reader.read(lines.copy(), lines.number());
                } catch (MalformedMessageException e) {
                    named++;
                    err().println(path + ":" + lines.number() + ": " + e.getMessage());
                }
            }
        }
    }

    private Subjects people() throws IOException {
        Subjects subjects = new Subjects();
        lines(
                identities,
                (line, number) ->
                        subjects.add(IdentityJson.read(line, Instant.EPOCH).identity()));
        return subjects;
    }

    private Map<String, List<HrEvent>> hr() throws IOException {
        Map<String, List<HrEvent>> events = new HashMap<>();
        lines(hr, (line, number) -> {
            HrEvent event = HrLines.read(line, number);
            events.computeIfAbsent(event.subject(), _ -> new ArrayList<>()).add(event);
        });
        return events;
    }

    private Outcomes outcomes() throws IOException {
        Outcomes known = new Outcomes();
        lines(outcomes, (line, number) -> known.add(line));
        return known;
    }

    private CommandSpec command() {
        if (spec == null) {
            throw new IllegalStateException("not run by the command line");
        }
        return spec;
    }

    private PrintWriter err() {
        return command().commandLine().getErr();
    }
}
