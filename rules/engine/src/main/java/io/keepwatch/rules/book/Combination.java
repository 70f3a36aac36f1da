package io.keepwatch.rules.book;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What makes a rule one over evidence rather than over activities (S3-33, S3-34).
 *
 * @param windows what its condition asks of the findings up to the one at hand, in the order of their declaration
 * @param kinds the kinds of findings it looks at
 */
public record Combination(List<EvidenceWindow> windows, Set<String> kinds) {

    public Combination {
        windows = List.copyOf(windows);
        kinds = Set.copyOf(kinds);
    }

    /** The longest time between a finding and one that it may be combined with; zero where it asks for one finding alone. */
    public Duration reach() {
        return windows.stream()
                .map(EvidenceWindow::over)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
