package io.keepwatch.platform.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who listens on a port of this machine, as far as this user may know. */
final class PortHolder {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";
    private static final int COMMAND_LENGTH = 120;

    private PortHolder() {}

    /** "process 4711 (java -jar …)", or what is known instead. */
    static String of(int port) {
        return (Files.isDirectory(PROC.resolve("net")) ? fromProc(port) : fromLsof(port))
                .flatMap(ProcessHandle::of)
                .map(PortHolder::describe)
                .orElse("a process that this user may not see");
    }

    private static String describe(ProcessHandle process) {
        String command =
                process.info().commandLine().or(() -> process.info().command()).orElse("its name is hidden");
        return "process %d (%s)"
                .formatted(
                        process.pid(),
                        command.length() > COMMAND_LENGTH ? command.substring(0, COMMAND_LENGTH) + "…" : command);
    }

    private static Optional<Long> fromProc(int port) {
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(PROC.resolve("net").resolve(table)))
                .map(line -> line.strip().split("\\s+"))
                .filter(field ->
                        field.length > 9 && field[3].equals(LISTENING) && field[1].endsWith(":%04X".formatted(port)))
                .map(field -> "socket:[" + field[9] + "]")
                .flatMap(socket -> ProcessHandle.allProcesses()
                        .filter(process -> holds(process.pid(), socket))
                        .map(ProcessHandle::pid))
                .findFirst();
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table, StandardCharsets.US_ASCII).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static boolean holds(long pid, String socket) {
        try (Stream<Path> descriptors =
                Files.list(PROC.resolve(Long.toString(pid)).resolve("fd"))) {
            return descriptors.anyMatch(descriptor -> pointsTo(descriptor, socket));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean pointsTo(Path descriptor, String socket) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(socket);
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Long> fromLsof(int port) {
        try {
            Process lsof = new ProcessBuilder(List.of("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return lsof.inputReader(StandardCharsets.US_ASCII)
                    .lines()
                    .findFirst()
                    .map(Long::valueOf);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
