package io.keepwatch.bench.peers;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What one entrant came to in one round.
 *
 * @param alerts what it found, in every pass
 * @param events how many activities it judged while it was measured
 * @param cost of judging them
 * @param sizes further figures, by their names
 */
record Result(AlertLines alerts, long events, Cost cost, Map<String, Double> sizes) {
    private static final String ALERTS = "alerts.txt";
    private static final String FIGURES = "figures.properties";
    private static final String SIZE = "size.";

    void write(Path directory) throws IOException {
        Files.write(directory.resolve(ALERTS), alerts.lines());
        Properties figures = new Properties();
        figures.setProperty("events", Long.toString(events));
        figures.setProperty("threadNanos", Long.toString(cost.threadNanos()));
        figures.setProperty("processNanos", Long.toString(cost.processNanos()));
        figures.setProperty("wallNanos", Long.toString(cost.wallNanos()));
        figures.setProperty("allocatedBytes", Long.toString(cost.allocatedBytes()));
        sizes.forEach((name, size) -> figures.setProperty(SIZE + name, Double.toString(size)));
        try (Writer out = Files.newBufferedWriter(directory.resolve(FIGURES))) {
            figures.store(out, null);
        }
    }

    static Result read(Path directory) throws IOException {
        Properties figures = new Properties();
        try (Reader in = Files.newBufferedReader(directory.resolve(FIGURES))) {
            figures.load(in);
        }
        Map<String, Double> sizes = new TreeMap<>();
        for (String name : figures.stringPropertyNames()) {
            if (name.startsWith(SIZE)) {
                sizes.put(name.substring(SIZE.length()), Double.valueOf(figures.getProperty(name)));
            }
        }
        return new Result(
                new AlertLines(Files.readAllLines(directory.resolve(ALERTS))),
                number(figures, "events"),
                new Cost(
                        number(figures, "threadNanos"),
                        number(figures, "processNanos"),
                        number(figures, "wallNanos"),
                        number(figures, "allocatedBytes")),
                sizes);
    }

    private static long number(Properties figures, String name) throws IOException {
        String text = figures.getProperty(name);
        if (text == null) {
            throw new IOException("no figure " + name);
        }
        return Long.parseLong(text);
    }
}
