package io.keepwatch.bench;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keepwatch.contracts.ContractJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The record of faults played, one JSON line each, kept under {@code docs}: what was played is not played again. */
final class PlayedFaults {

    /** A fault with the seed of its load and its moments. */
    record Pair(Fault fault, long seed) {}

    private final Path file;
    private final Set<Pair> played = new HashSet<>();

    private PlayedFaults(Path file) {
        this.file = file;
    }

    static PlayedFaults open(Path file) throws IOException {
        PlayedFaults record = new PlayedFaults(file);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    record.played.add(pair(line));
                }
            }
        }
        return record;
    }

    /** The next pair that was not played yet: every fault with one seed before any with the next. */
    Pair next() {
        for (long seed = 1; ; seed++) {
            for (Fault fault : Fault.values()) {
                Pair pair = new Pair(fault, seed);
                if (!played.contains(pair)) {
                    return pair;
                }
            }
        }
    }

    void append(Pair pair, LoadRun.Result result, long lines) throws IOException {
        played.add(pair);
        String line = new String(
                ContractJson.bytes(json -> {
                    json.writeStartObject();
                    json.writeStringField("fault", name(pair.fault()));
                    json.writeNumberField("seed", pair.seed());
                    json.writeNumberField("activities", lines);
                    json.writeNumberField("lost", lines - result.topic().distinct());
                    json.writeNumberField("repeatedRequests", result.posted().repeatedRequests());
                    json.writeNumberField("alerts", result.alerts().expected());
                    json.writeNumberField(
                            "differences", result.alerts().differences().size());
                    json.writeNumberField("seconds", Math.round(result.judgedSeconds()));
                    json.writeEndObject();
                }),
                StandardCharsets.UTF_8);
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    static String name(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Pair pair(String line) throws IOException {
        String fault = "";
        long seed = 0;
        try (JsonParser json = ContractJson.factory().createParser(line)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "fault" -> fault = json.getText();
                    case "seed" -> seed = json.getLongValue();
                    default -> json.skipChildren();
                }
            }
        }
        return new Pair(Fault.valueOf(fault.toUpperCase(Locale.ROOT).replace('-', '_')), seed);
    }
}
