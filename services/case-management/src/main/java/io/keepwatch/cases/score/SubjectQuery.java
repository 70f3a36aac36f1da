package io.keepwatch.cases.score;

import io.keepwatch.cases.http.Cursor;
import io.keepwatch.cases.http.QueryReader;
import io.keepwatch.rules.score.Band;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /v1/subjects} was asked; the highest score first.
 *
 * @param bands none means all
 * @param after the last person of the page before, or null for the first page
 * @param limit most people of the page
 * @param question what a cursor of this list is bound to
 */
record SubjectQuery(List<String> bands, @Nullable Cursor after, int limit, String question) {
    static final Set<String> PARAMETERS = Set.of("order", "band", "cursor", "limit");

    /** The one order there is; named so that others can come. */
    private static final String HIGHEST_FIRST = "-score";

    /** @param reader whose list it is: a cursor of one reader is none of another */
    static SubjectQuery read(QueryReader query, String reader) {
        query.word("order", List.of(HIGHEST_FIRST), order -> order, HIGHEST_FIRST);
        List<String> bands = query.words("band", List.of(Band.values()), Band::word).stream()
                .map(Band::word)
                .toList();
        String question = query.question("subjects", reader);
        Cursor after = query.cursor(question);
        int limit = query.limit();
        query.verify();
        return new SubjectQuery(bands, after, limit, question);
    }
}
