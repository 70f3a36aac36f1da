package io.keepwatch.platform.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Ends this JVM's children when the JVM itself is gone without a chance to do so (kill -9, power of the build server's
 * time limit). A small shell reads the current children from a pipe; the pipe's end without a word of release means that
 * this JVM died. Works wherever there is a POSIX shell, and cannot be forgotten by the one who is killed.
 */
public final class Leash implements AutoCloseable {
    /** What the children are told first; PostgreSQL takes TERM as "when the last client has left". */
    public enum Word {
        TERM,
        INT,
        KILL
    }

    private static final String RELEASED = "released";

    private static final String SCRIPT = """
            trap '' INT TERM HUP
            held=
            while read -r line; do
              [ "$line" = released ] && exit 0
              held=$line
            done
            for child in $held; do kill -s ${child%%:*} ${child##*:}; done 2>/dev/null
            for second in 1 2 3 4 5 6 7 8 9 10; do
              alive=
              for child in $held; do kill -0 ${child##*:} && alive=yes; done 2>/dev/null
              [ -z "$alive" ] && exit 0
              sleep 1
            done
            for child in $held; do kill -s KILL ${child##*:}; done 2>/dev/null
            """;

    private final Map<Long, Word> held = new ConcurrentHashMap<>();
    private final Process shell;
    private final Writer pipe;

    private Leash(Process shell) {
        this.shell = shell;
        this.pipe = shell.outputWriter(StandardCharsets.US_ASCII);
    }

    /** A leash that holds nobody yet. */
    public static Leash start() {
        try {
            return new Leash(new ProcessBuilder("sh", "-c", SCRIPT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("No POSIX shell to hold child processes with", e);
        }
    }

    /** From now on this process dies with the JVM. */
    public void hold(ProcessHandle child, Word first) {
        held.put(child.pid(), first);
        tell();
    }

    /** The process has ended or shall outlive the JVM. */
    public void release(ProcessHandle child) {
        if (held.remove(child.pid()) != null) {
            tell();
        }
    }

    private synchronized void tell() {
        write(held.entrySet().stream()
                .map(child -> child.getValue() + ":" + child.getKey())
                .collect(Collectors.joining(" ")));
    }

    private synchronized void write(String line) {
        try {
            pipe.write(line + "\n");
            pipe.flush();
        } catch (IOException e) {
            // The shell was killed: the children lose their second guard, the JVM's own shutdown still ends them.
            shell.destroy();
        }
    }

    /** Lets everybody go. */
    @Override
    public void close() {
        write(RELEASED);
    }
}
