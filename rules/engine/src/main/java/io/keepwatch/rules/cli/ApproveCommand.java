package io.keepwatch.rules.cli;

import io.keepwatch.rules.approval.Approvals;
import io.keepwatch.rules.approval.Keys;
import io.keepwatch.rules.approval.Manifest;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.candidate.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code approve}: what an approver does after reading the set. */
@Command(
        name = "approve",
        sortOptions = false,
        description = "Signs the manifest of a rules directory, after looking whether it lists the files as they are.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:signed",
            "1:there is no manifest, it does not fit the files, or the approver is its author",
            "2:the command was not understood, or the key cannot be read"
        },
        mixinStandardHelpOptions = true)
final class ApproveCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = "rules",
            description = "The rules directory (default: ${DEFAULT-VALUE}).")
    private Path rules = Path.of("rules");

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "The approver's name.")
    private String name = "";

    @Option(
            names = "--key",
            paramLabel = "FILE",
            required = true,
            description = "The approver's Ed25519 private key: PKCS#8, PEM, not encrypted.")
    private Path key = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!Manifest.isName(name)) {
            Said.by(spec).println("--name: expected small letters, digits, dots and dashes");
            return Exit.USAGE;
        }
        try {
            RuleFiles files = RuleFiles.read(rules);
            Manifest manifest = Approvals.fitting(files.files());
            if (manifest.author().equals(name)) {
                Said.by(spec).println(name + " wrote the set and cannot approve it");
                return Exit.FAILED;
            }
            Path signature = rules.resolve(Approvals.signatureOf(name));
            Files.write(signature, Keys.sign(manifest.write(), Keys.privateKey(Files.readString(key))));
            Said.by(spec)
                    .printf(
                            "%s: number %d by %s, %d files%n",
                            signature,
                            manifest.number(),
                            manifest.author(),
                            manifest.files().size());
            return Exit.OK;
        } catch (RuleSetException e) {
            Said.by(spec).println(e.getMessage());
            return Exit.FAILED;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            Said.by(spec).println(key + ": is not an Ed25519 private key in PKCS#8 and PEM");
            return Exit.USAGE;
        }
    }
}
