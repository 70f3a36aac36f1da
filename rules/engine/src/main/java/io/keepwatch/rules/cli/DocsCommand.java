package io.keepwatch.rules.cli;

import io.keepwatch.rules.book.RuleSet;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.RuleSetReader;
import io.keepwatch.rules.calibration.Calibration;
import io.keepwatch.rules.docs.CalibrationDocument;
import io.keepwatch.rules.docs.CatalogueDocument;
import io.keepwatch.rules.docs.NavigatorLayer;
import io.keepwatch.rules.docs.RuleSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code docs}: what {@code make docs} runs. */
@Command(
        name = "docs",
        sortOptions = false,
        description =
                "Writes rules.md, calibration.md, the ATT&CK Navigator layer and the JSON Schemas from a rules directory.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:written",
            "1:the rule set is refused; each problem is named",
            "2:the command was not understood, or a file cannot be written"
        },
        mixinStandardHelpOptions = true)
final class DocsCommand implements Callable<Integer> {
    @Option(
            names = "--rules",
            paramLabel = "DIR",
            defaultValue = "rules",
            description = "The rules directory (default: ${DEFAULT-VALUE}).")
    private Path rules = Path.of("rules");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "docs",
            description =
                    "Where rules.md, calibration.md and attack-layer.json are written (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("docs");

    @Spec
    private @Nullable CommandSpec spec;

    /** Everything that is generated from a rules directory, by file. */
    static Map<Path, String> generated(Path rules, Path out) throws RuleSetException {
        RuleSet set = RuleSetReader.read(rules);
        Map<Path, String> files = new LinkedHashMap<>();
        String link = out.toAbsolutePath()
                .normalize()
                .relativize(rules.toAbsolutePath().normalize())
                .toString();
        files.put(out.resolve("rules.md"), CatalogueDocument.of(set, link));
        files.put(out.resolve("attack-layer.json"), NavigatorLayer.of(set));
        files.put(out.resolve("calibration.md"), CalibrationDocument.of(Calibration.of(rules), set.model(), link));
        RuleSchemas.all()
                .forEach((name, schema) -> files.put(rules.resolve("schemas").resolve(name), schema));
        return files;
    }

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("not run by the command line");
        }
        try {
            for (Map.Entry<Path, String> file : generated(rules, out).entrySet()) {
                Path parent = file.getKey().toAbsolutePath().getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                Files.writeString(file.getKey(), file.getValue());
                spec.commandLine().getOut().println(file.getKey());
            }
            return Exit.OK;
        } catch (RuleSetException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return Exit.FAILED;
        } catch (IOException e) {
            spec.commandLine().getErr().println("cannot be written: " + e.getMessage());
            return Exit.USAGE;
        }
    }
}
