package io.keepwatch.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * What a platform was told so far, kept among its data: a story that was begun goes on from the same day, so that what
 * is told twice is the same and counts once.
 *
 * @param today the story's day 0
 * @param deliveries how many were answered as durable
 */
record Told(LocalDate today, int deliveries) {
    /** Among the data, so that a platform that forgets what it kept forgets this, too. */
    private static final String FILE = "data/story.json";

    static Optional<Told> in(Path home) {
        Path file = home.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            JsonNode json = Json.read(Files.readString(file));
            return Optional.of(new Told(
                    LocalDate.parse(json.path("today").asText()),
                    json.path("deliveries").asInt()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    void keepIn(Path home) {
        Path file = home.resolve(FILE);
        try {
            Files.writeString(file, Json.write(Map.of("today", today.toString(), "deliveries", deliveries)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
