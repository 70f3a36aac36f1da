package io.keepwatch.platform;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Says each line twice: to whoever listens while we start, and, with the time, to the log that stays. */
final class Echo extends OutputStream {
    private final PrintStream listener;
    private final PrintStream log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Echo(PrintStream listener, PrintStream log) {
        this.listener = listener;
        this.log = log;
    }

    PrintStream stream() {
        return new PrintStream(this, true, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void write(int letter) {
        if (letter != '\n') {
            line.write(letter);
            return;
        }
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        // The listener may have gone; a print stream takes that in silence.
        listener.println(text);
        log.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + text);
    }
}
