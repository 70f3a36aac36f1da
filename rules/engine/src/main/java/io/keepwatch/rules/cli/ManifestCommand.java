package io.keepwatch.rules.cli;

import io.keepwatch.rules.approval.Approvals;
import io.keepwatch.rules.approval.Manifest;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.candidate.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code manifest}: what an author writes before others approve. */
@Command(
        name = "manifest",
        sortOptions = false,
        description = "Lists every file of a rules directory in " + Manifest.FILE + ", for approvers to sign;"
                + " signatures of the manifest before are removed.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:written", "1:the directory holds what is no rule set's", "2:the command was not understood"},
        mixinStandardHelpOptions = true)
final class ManifestCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = "rules",
            description = "The rules directory (default: ${DEFAULT-VALUE}).")
    private Path rules = Path.of("rules");

    @Option(names = "--author", paramLabel = "NAME", required = true, description = "Who wrote the set.")
    private String author = "";

    @Option(
            names = "--number",
            paramLabel = "N",
            description = "Of this version of the set (default: one after the manifest that is there).")
    private @Nullable Long number;

    @Option(names = "--commit", paramLabel = "ID", description = "The Git commit the set is made from.")
    private @Nullable String commit;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try {
            RuleFiles files = RuleFiles.read(rules);
            Manifest manifest = Manifest.of(number == null ? next(files) : number, author, commit, files.files());
            Path file = rules.resolve(Manifest.FILE);
            Files.createDirectories(rules.resolve(Manifest.FOLDER));
            for (String path : files.files().keySet()) {
                if (Approvals.isSignature(path)) {
                    // Of the manifest before; of this one nobody's.
                    Files.delete(rules.resolve(path));
                }
            }
            Files.write(file, manifest.write());
            Said.by(spec)
                    .printf(
                            "%s: number %d, %d files%n",
                            file, manifest.number(), manifest.files().size());
            return Exit.OK;
        } catch (RuleSetException e) {
            Said.by(spec).println(e.getMessage());
            return Exit.FAILED;
        } catch (IllegalArgumentException e) {
            Said.by(spec).println(e.getMessage());
            return Exit.USAGE;
        }
    }

    private static long next(RuleFiles files) throws RuleSetException {
        byte[] before = files.files().get(Manifest.FILE);
        return before == null ? 1 : Manifest.read(before).number() + 1;
    }
}
