package io.keepwatch.bench.peers.engine;

import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleBooks;
import io.keepwatch.rules.book.RuleSet;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.RuleSetReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The nine SIEM rules as the catalogue has them. */
final class NineRules {
    private static final String THEME = "catalogue/siem/";
    private static final int RULES = 9;

    private NineRules() {}

    static RuleBook load() throws IOException {
        try {
            RuleSet all = RuleSetReader.read(repository().resolve("rules"));
            RuleBook book = RuleBooks.of(
                    new RuleSet(
                            all.digest(),
                            all.folders().stream()
                                    .filter(folder -> folder.path().startsWith(THEME))
                                    .toList(),
                            all.lists(),
                            all.policies(),
                            List.of(),
                            all.model()),
                    null);
            if (book.rules().size() != RULES) {
                throw new IOException("%d rules judge, not the nine that are compared"
                        .formatted(book.rules().size()));
            }
            return book;
        } catch (RuleSetException e) {
            throw new IOException("the rules do not load: " + e.getMessage(), e);
        }
    }

    /** The nearest folder upwards that holds the rules. */
    private static Path repository() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("rules").resolve("catalogue"))) {
                return at;
            }
        }
        throw new IllegalStateException("not inside a Keepwatch repository");
    }
}
