package io.keepwatch.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The command: a process per engine and round, one JSON line per figure")
class PeersBenchTest {

    @Test
    void shouldPrintFiguresOfProcessesThatAgree() {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        int exit;
        try {
            exit = PeersBench.play(
                    "--runs",
                    "step",
                    "--events",
                    "20000",
                    "--people",
                    "1000",
                    "--rounds",
                    "1",
                    "--seconds",
                    "0",
                    "--heap",
                    "512m");
        } finally {
            System.setOut(console);
        }
        assertThat(exit).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .allMatch(line -> line.startsWith("{\"figure\":\"engine step, ") && line.endsWith("}"))
                .anyMatch(line -> line.contains("\"peer\":") && line.contains("\"ratio\":"))
                .anyMatch(line -> line.startsWith("{\"figure\":\"engine step, alerts: the same from 3 entrants\""));
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        assertThat(PeersBench.play("--runs", "esper")).isEqualTo(2);
    }
}
