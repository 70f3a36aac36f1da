package io.keepwatch.evaluator.trial;

import io.keepwatch.rules.candidate.Candidate;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How the trying process is started: this Java, the engine with what it needs, and hardly any memory. */
public final class TrialCommand {
    private static final String MAIN = "io.keepwatch.rules.cli.Keepwatch";
    /** Where the packaged service keeps its libraries. */
    private static final Path LIBRARIES = Path.of("lib", "main");

    private TrialCommand() {}

    /** @param compiled where compiled conditions are left */
    public static List<String> of(Path compiled) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:MaxMetaspaceSize=256m",
                "-XX:TieredStopAtLevel=1",
                // Out of memory is out of the process: a set that takes too much has no verdict but this.
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-XX:+DisableAttachMechanism",
                // The service's log belongs to the service; what Drools would say is in the verdict.
                "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
                "-cp",
                classPath(),
                MAIN,
                "candidate",
                "--compiled",
                compiled.toAbsolutePath().toString());
    }

    /** The libraries beside the engine's own; else what this JVM itself was started with. */
    private static String classPath() {
        CodeSource source = Candidate.class.getProtectionDomain().getCodeSource();
        if (source != null && source.getLocation() != null) {
            try {
                Path engine = Path.of(new URI("file", source.getLocation().getPath(), null));
                Path folder = engine.getParent();
                if (folder != null && folder.endsWith(LIBRARIES)) {
                    return folder + File.separator + "*";
                }
            } catch (URISyntaxException | IllegalArgumentException e) {
                // Not a file.
            }
        }
        // The process has a directory of its own, so that nothing relative would be found.
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
