package io.keepwatch.hunting.running;

import io.keepwatch.hunting.HuntingConfig;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whose activities are kept whatever their age (S1-27): a mounted file with one subject a line, read anew each time. Empty
 * lines and those that begin with {@code #} say nothing.
 */
@Singleton
final class LegalHolds {
    private static final String COMMENT = "#";

    private final Optional<Path> file;

    LegalHolds(HuntingConfig config) {
        file = config.holds();
    }

    /**
     * The subjects on hold now.
     *
     * @throws IOException if there should be a list and it cannot be read: then nobody may be let go
     */
    Set<String> subjects() throws IOException {
        if (file.isEmpty()) {
            return Set.of();
        }
        try (Stream<String> lines = Files.lines(file.get(), StandardCharsets.UTF_8)) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith(COMMENT))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }
}
