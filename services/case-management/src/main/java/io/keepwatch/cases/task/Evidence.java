package io.keepwatch.cases.task;

import io.keepwatch.cases.http.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is shown for a task that is done: words, a ticket, a link; text that nothing here opens. */
final class Evidence {
    private static final int LONGEST = 2_000;

    private Evidence() {}

    /** The text without the blanks around it; null where there is none. */
    static @Nullable String check(@Nullable String text, List<Problems.Violation> violations) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > LONGEST || text.indexOf(0) >= 0) {
            violations.add(new Problems.Violation("evidence", "body", "expected at most " + LONGEST + " characters"));
        }
        return text.strip();
    }
}
