package io.keepwatch.rules.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.ContractJson;
import io.keepwatch.contracts.IdentityJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleBooks;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.engine.Engine;
import io.keepwatch.rules.proof.ActivityLines;
import io.keepwatch.rules.proof.HrLines;
import io.keepwatch.rules.proof.Lines;
import io.keepwatch.rules.proof.Playback;
import io.keepwatch.rules.proof.Subjects;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code judge}: what {@code make judge} runs. */
@Command(
        name = "judge",
        sortOptions = false,
        description = {
            "Runs the rules over activities in a file, in the file's order, and prints the alerts as NDJSON: the final"
                    + " state of each, by time and id, in the shape of GET /v1/alerts without status and raisedAt.",
            "The subject is the person of --identities who has exactly this account, else account:<source>/<name>."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every line was judged",
            "1:the rule set is refused; nothing was judged",
            "2:the command was not understood, or a file cannot be read",
            "3:judged, but some lines cannot be read; each is named on stderr"
        },
        mixinStandardHelpOptions = true)
final class JudgeCommand implements Callable<Integer> {
    /** Lines named on stderr; the rest is counted. */
    private static final int MOST_NAMED = 1_000;

    @ArgGroup(multiplicity = "1")
    private Activities activities = new Activities();

    /** The file, as an option or by itself. */
    static final class Activities {
        @Option(
                names = "--file",
                paramLabel = "F",
                description = "Activities, one JSON object a line; - reads standard input.")
        private @Nullable String named;

        @Parameters(index = "0", arity = "0..1", paramLabel = "F", description = "The same, without --file.")
        private @Nullable String given;

        private String file() {
            String file = named == null ? given : named;
            return file == null ? "-" : file;
        }
    }

    @Option(
            names = "--identities",
            paramLabel = "I",
            description = "People as in PUT /v1/identities, one a line. Several lines of one person are changes, each"
                    + " from its validFrom on.")
    private @Nullable Path identities;

    @Option(
            names = "--hr",
            paramLabel = "H",
            description = "HR events, one a line, as posted to /v1/hr/events or as in the topic keepwatch.hr.")
    private @Nullable Path hr;

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            defaultValue = "rules",
            description = "The rules directory (default: ${DEFAULT-VALUE}).")
    private Path rules = Path.of("rules");

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "The feed of every line, as ?source= at the door. Without it a line's own source holds, else "
                    + ActivityLines.DEFAULT_SOURCE + ", the client that posts in the local platform.")
    private @Nullable String source;

    @Option(
            names = "--commit",
            paramLabel = "HASH",
            description = "The Git commit of the rules, as alerts shall name it.")
    private @Nullable String commit;

    @Option(
            names = "--lateness",
            paramLabel = "HOURS",
            defaultValue = "24",
            description = "How late an activity may come and still count in its place (default: ${DEFAULT-VALUE}).")
    private int lateness = 24;

    @Spec
    private @Nullable CommandSpec spec;

    /** Lines that cannot be read, in all files. */
    private long rejected;

    @Override
    public Integer call() throws IOException {
        long began = System.nanoTime();
        RuleBook book;
        try {
            book = RuleBooks.load(rules, commit);
        } catch (RuleSetException e) {
            err().println(e.getMessage());
            return Exit.FAILED;
        }
        Subjects subjects = new Subjects();
        Playback playback = new Playback(new Engine(book, Duration.ofHours(lateness)), subjects);
        long judged;
        try {
            if (identities != null) {
                readIdentities(identities, subjects);
            }
            if (hr != null) {
                readHr(hr, playback);
            }
            judged = play(playback, ActivityLines.asSent(source, subjects));
        } catch (IOException e) {
            err().println("cannot be read: " + e.getMessage());
            return Exit.USAGE;
        }
        print(playback);
        playback.failures().forEach((failure, times) -> err().println("rule failed " + times + " times: " + failure));
        err().printf(
                        Locale.ROOT,
                        "%d lines of %d people judged, %d rejected, %d alerts, %.1f s%n",
                        judged,
                        playback.people(),
                        rejected,
                        playback.alerts().size(),
                        (System.nanoTime() - began) / 1e9);
        return rejected == 0 ? Exit.OK : Exit.SOME_REJECTED;
    }

    private void readIdentities(Path path, Subjects subjects) throws IOException {
        try (Lines lines = new Lines(Files.newInputStream(path))) {
            while (lines.advance()) {
                try {
                    subjects.add(IdentityJson.read(lines.copy(), Instant.EPOCH).identity());
                } catch (MalformedMessageException e) {
                    reject(path.toString(), lines, e.getMessage());
                }
            }
        }
    }

    private void readHr(Path path, Playback playback) throws IOException {
        try (Lines lines = new Lines(Files.newInputStream(path))) {
            while (lines.advance()) {
                try {
                    playback.add(HrLines.read(lines.copy(), lines.number()));
                } catch (MalformedMessageException e) {
                    reject(path.toString(), lines, e.getMessage());
                }
            }
        }
    }

    private long play(Playback playback, ActivityLines reader) throws IOException {
        long judged = 0;
        try (Lines lines = new Lines(open())) {
            while (lines.advance()) {
                if (lines.isTooLong()) {
                    reject(activities.file(), lines, "longer than " + Lines.LONGEST + " bytes");
                    continue;
                }
                try {
                    playback.play(reader.read(lines.buffer(), lines.offset(), lines.length()));
                    judged++;
                } catch (MalformedMessageException e) {
                    reject(activities.file(), lines, e.getMessage());
                }
            }
        }
        return judged;
    }

    private InputStream open() throws IOException {
        String file = activities.file();
        return file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
    }

    private void reject(String where, Lines lines, @Nullable String reason) {
        rejected++;
        if (rejected <= MOST_NAMED) {
            err().println(where + ":" + lines.number() + ": " + reason);
        }
    }

    private static void print(Playback playback) throws IOException {
        OutputStream out = new BufferedOutputStream(System.out, 1 << 16);
        JsonGenerator json = ContractJson.factory().createGenerator(out);
        json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        for (Alert alert : playback.alerts()) {
            AlertLine.write(alert, json);
        }
        if (!playback.alerts().isEmpty()) {
            json.writeRaw('\n');
        }
        json.flush();
        out.flush();
    }

    private PrintWriter err() {
        if (spec == null) {
            throw new IllegalStateException("not run by the command line");
        }
        return spec.commandLine().getErr();
    }
}
