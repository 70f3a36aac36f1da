package io.keepwatch.rules.cli;

import io.keepwatch.rules.book.RuleFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code new}: what {@code make rule} runs. */
@Command(
        name = "new",
        sortOptions = false,
        description = "Begins a rule: a folder with a draft that passes its cases, to be changed from there.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:written",
            "1:there is a rule of that name",
            "2:the name cannot be one, or nothing can be written"
        },
        mixinStandardHelpOptions = true)
final class NewCommand implements Callable<Integer> {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final String PLACEHOLDER = "new-rule";
    private static final List<String> FILES = List.of(RuleFolder.DECLARATION, RuleFolder.CONDITION, RuleFolder.CASES);

    @Parameters(index = "0", paramLabel = "NAME", description = "Lower-case words joined by hyphens: many-clouds.")
    private String name = "";

    @Option(
            names = "--theme",
            paramLabel = "THEME",
            defaultValue = "siem",
            description = "The folder of the catalogue it belongs to (default: ${DEFAULT-VALUE}).")
    private String theme = "siem";

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            defaultValue = "rules",
            description = "The rules directory (default: ${DEFAULT-VALUE}).")
    private Path rules = Path.of("rules");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!NAME.matcher(name).matches() || !NAME.matcher(theme).matches()) {
            return fail(Exit.USAGE, "a name is lower-case words joined by hyphens, such as many-clouds");
        }
        Path catalogue = rules.resolve("catalogue");
        if (!Files.isDirectory(catalogue)) {
            return fail(Exit.USAGE, catalogue + " is not a directory");
        }
        try (Stream<Path> themes = Files.list(catalogue)) {
            Path taken = themes.map(folder -> folder.resolve(name))
                    .filter(Files::exists)
                    .findFirst()
                    .orElse(null);
            if (taken != null) {
                return fail(Exit.FAILED, taken + " is there already");
            }
        }
        Path folder = catalogue.resolve(theme).resolve(name);
        Files.createDirectories(folder);
        for (String file : FILES) {
            Files.writeString(folder.resolve(file), template(file).replace(PLACEHOLDER, name));
        }
        command()
                .commandLine()
                .getOut()
                .printf("%s%nA draft that passes its cases. Change it, and run: make rules%n", folder);
        return Exit.OK;
    }

    private static String template(String file) throws IOException {
        try (InputStream in = NewCommand.class.getResourceAsStream("new-rule/" + file)) {
            if (in == null) {
                throw new IOException("the template " + file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private int fail(int exit, String reason) {
        PrintWriter err = command().commandLine().getErr();
        err.println(reason);
        err.flush();
        return exit;
    }

    private CommandSpec command() {
        if (spec == null) {
            throw new IllegalStateException("not run by the command line");
        }
        return spec;
    }
}
