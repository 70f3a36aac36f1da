package io.keepwatch.cases.snooze;

import io.keepwatch.cases.http.Cursor;
import io.keepwatch.cases.http.QueryReader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /v1/snoozes} was asked.
 *
 * @param active whether only those that hold now are listed
 * @param after the last snooze of the page before, or null for the first page
 * @param limit most snoozes of the page
 * @param question what a cursor of this list is bound to
 */
record SnoozeQuery(
        @Nullable String subject,
        @Nullable String rule,
        boolean active,
        @Nullable Cursor after,
        int limit,
        String question) {

    static final Set<String> PARAMETERS = Set.of("subject", "rule", "active", "cursor", "limit");

    static SnoozeQuery read(QueryReader reader) {
        String subject = reader.text("subject");
        String rule = reader.text("rule");
        Boolean active = reader.flag("active");
        String question = reader.question("snoozes", "");
        Cursor after = reader.cursor(question);
        int limit = reader.limit();
        reader.verify();
        return new SnoozeQuery(subject, rule, Boolean.TRUE.equals(active), after, limit, question);
    }

    /** The place of a snooze in this list. */
    Cursor placeOf(SnoozeEntity snooze) {
        return Cursor.after(snooze.at.toString(), snooze.id.toString());
    }
}
