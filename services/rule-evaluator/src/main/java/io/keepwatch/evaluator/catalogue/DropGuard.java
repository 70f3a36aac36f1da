package io.keepwatch.evaluator.catalogue;

import io.keepwatch.contracts.Alert;
import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleFolder;
import io.keepwatch.rules.book.RuleProblem;
import io.keepwatch.rules.book.RuleSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A set in which many live rules are simply gone is more likely a mistake, or a way to see nothing, than an intention. An
 * intention retires them: the folder stays, with the reason.
 */
final class DropGuard {
    /** A set may drop no more than this part of the live rules, as one over it. */
    private static final int PART = 5;

    private DropGuard() {}

    /** @param judging the set that judges, or null where there is none */
    static List<RuleProblem> problems(@Nullable RuleBook judging, RuleSet next) {
        if (judging == null) {
            return List.of();
        }
        Set<String> kept = next.folders().stream().map(RuleFolder::id).collect(Collectors.toSet());
        List<String> live = judging.rules().stream()
                .filter(rule -> rule.mode() == Alert.Mode.LIVE)
                .map(Rule::id)
                .toList();
        List<String> gone =
                live.stream().filter(rule -> !kept.contains(rule)).sorted().toList();
        if (gone.size() * PART <= live.size()) {
            return List.of();
        }
        return List.of(new RuleProblem(
                null,
                "catalogue",
                0,
                gone.size() + " of " + live.size() + " live rules are gone without having been retired: "
                        + String.join(", ", gone)));
    }
}
