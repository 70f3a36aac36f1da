package io.keepwatch.cases.alert;

import io.keepwatch.cases.http.Cursor;
import io.keepwatch.cases.http.QueryReader;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /v1/alerts} was asked.
 *
 * @param severities none means all
 * @param statuses none means all
 * @param from first instant of {@code at}, included
 * @param to end of {@code at}, not included
 * @param after the last alert of the page before, or null for the first page
 * @param limit most alerts of the page
 * @param question what a cursor of this list is bound to
 */
record AlertQuery(
        @Nullable String subject,
        @Nullable String rule,
        @Nullable String caseId,
        List<Severity> severities,
        List<AlertStatus> statuses,
        @Nullable Instant from,
        @Nullable Instant to,
        Alert.Mode mode,
        Order order,
        @Nullable Cursor after,
        int limit,
        String question) {

    static final Set<String> PARAMETERS =
            Set.of("subject", "rule", "case", "severity", "status", "from", "to", "mode", "order", "cursor", "limit");

    /** The orders of the contract; all run downwards and end at time and id, so that no two alerts are level. */
    enum Order {
        AT("-at", null),
        SEVERITY("-severity", "urgency"),
        EXPOSURE("-exposure", "exposure");

        private final String wireName;
        private final @Nullable String rank;

        Order(String wireName, @Nullable String rank) {
            this.wireName = wireName;
            this.rank = rank;
        }

        String wireName() {
            return wireName;
        }

        /** The attribute that comes before time, if any. */
        @Nullable
        String rank() {
            return rank;
        }
    }

    static AlertQuery read(QueryReader reader) {
        String subject = reader.text("subject");
        String rule = reader.text("rule");
        String caseId = reader.text("case");
        List<Severity> severities = reader.words("severity", List.of(Severity.values()), Severity::name);
        List<AlertStatus> statuses = reader.words("status", List.of(AlertStatus.values()), AlertStatus::wireName);
        Instant from = reader.time("from");
        Instant to = reader.time("to");
        if (from != null && to != null && to.isBefore(from)) {
            reader.violate("to", "lies before from");
        }
        Alert.Mode mode = reader.word("mode", List.of(Alert.Mode.values()), AlertEntity::wireName, Alert.Mode.LIVE);
        Order order = reader.word("order", List.of(Order.values()), Order::wireName, Order.AT);
        String question = reader.question("alerts", "");
        Cursor after = reader.cursor(question);
        int limit = reader.limit();
        reader.verify();
        return new AlertQuery(
                subject, rule, caseId, severities, statuses, from, to, mode, order, after, limit, question);
    }

    /** The place of an alert in this list. */
    Cursor placeOf(AlertEntity alert) {
        String rank =
                order.rank() == null ? "" : Short.toString(order == Order.SEVERITY ? alert.urgency : alert.exposure);
        return Cursor.after(rank, alert.at.toString(), alert.id);
    }
}
