package io.keepwatch.bench.peers.engine;

import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleBooks;
import io.keepwatch.rules.book.RuleSet;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.RuleSetReader;
import io.keepwatch.rules.score.Model;
import io.keepwatch.rules.score.ModelException;
import io.keepwatch.rules.score.WholePerson;
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
                            withoutHabits(all.model().model())),
                    null);
            if (book.rules().size() != RULES) {
                throw new IOException("%d rules judge, not the nine that are compared"
                        .formatted(book.rules().size()));
            }
            return book;
        } catch (RuleSetException | ModelException e) {
            throw new IOException("the rules do not load: " + e.getMessage(), e);
        }
    }

    /** A model that asks no habit: a person would be first seen by activities that no other engine looks at. */
    private static WholePerson withoutHabits(Model model) throws ModelException {
        return WholePerson.of(new Model(
                model.digest(),
                model.root(),
                model.nodes(),
                model.likelihoodRatios(),
                model.repeats(),
                List.of(),
                model.context()));
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
