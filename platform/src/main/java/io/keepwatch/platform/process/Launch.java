package io.keepwatch.platform.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to start a process.
 *
 * @param command program and arguments
 * @param environment added to the little that is inherited; values may be secrets
 * @param directory the working directory
 */
public record Launch(List<String> command, Map<String, String> environment, Path directory) {
    /** What every child sees of our own environment: nobody's stray QUARKUS_ or JAVA_ variable gets in. */
    private static final List<String> INHERITED =
            List.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR");

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Starts it with nothing to read; what it says goes to the end of the log. */
    public Process start(Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(environment);
        return builder.start();
    }

    @Override
    public String toString() {
        return String.join(" ", command);
    }
}
