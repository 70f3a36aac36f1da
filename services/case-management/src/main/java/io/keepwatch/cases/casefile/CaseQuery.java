package io.keepwatch.cases.casefile;

import io.keepwatch.cases.http.Cursor;
import io.keepwatch.cases.http.QueryReader;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /v1/cases} was asked; newest first.
 *
 * @param states none means all
 * @param bands none means all
 * @param open true for open ones, false for closed ones, null for both
 * @param after the last case of the page before, or null for the first page
 * @param limit most cases of the page
 * @param question what a cursor of this list is bound to
 */
record CaseQuery(
        @Nullable String subject,
        List<CaseState> states,
        @Nullable CaseKind kind,
        @Nullable String assignee,
        List<String> bands,
        @Nullable Boolean open,
        @Nullable Cursor after,
        int limit,
        String question) {

    static final Set<String> PARAMETERS =
            Set.of("subject", "state", "kind", "assignee", "band", "open", "cursor", "limit");

    private static final List<String> BANDS = List.of("monitor", "investigate", "immediate");

    /** @param reader whose list it is: a cursor of one reader is none of another */
    static CaseQuery read(QueryReader query, String reader) {
        String subject = query.text("subject");
        List<CaseState> states = query.words("state", List.of(CaseState.values()), CaseState::wireName);
        List<CaseKind> kinds = query.words("kind", List.of(CaseKind.values()), CaseKind::wireName);
        String assignee = query.text("assignee");
        List<String> bands = query.words("band", BANDS, Function.identity());
        Boolean open = query.flag("open");
        String question = query.question("cases", reader);
        Cursor after = query.cursor(question);
        int limit = query.limit();
        query.verify();
        CaseKind kind = kinds.size() == 1 ? kinds.getFirst() : null;
        return new CaseQuery(subject, states, kind, assignee, bands, open, after, limit, question);
    }

    static Cursor placeOf(Case file) {
        return Cursor.after(file.openedAt().toString(), file.id().toString());
    }

    static Instant openedAt(Cursor place) {
        return Instant.parse(place.keys().get(0));
    }

    static UUID id(Cursor place) {
        return UUID.fromString(place.keys().get(1));
    }
}
