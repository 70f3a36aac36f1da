package io.keepwatch.cases.task;

import io.keepwatch.cases.http.Cursor;
import io.keepwatch.cases.http.QueryReader;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a list of tasks was asked; what is due first comes first.
 *
 * @param kind null means both
 * @param states none means all
 * @param overdue true for those past their deadline, false for the others, null for both
 * @param after the last task of the page before, or null for the first page
 * @param limit most tasks of the page
 * @param question what a cursor of this list is bound to
 */
record TaskQuery(
        @Nullable String subject,
        @Nullable TaskKind kind,
        List<TaskState> states,
        @Nullable Boolean overdue,
        @Nullable Cursor after,
        int limit,
        String question) {

    static final Set<String> OF_OFFBOARDING = Set.of("subject", "state", "overdue", "cursor", "limit");
    static final Set<String> OF_TASKS = Set.of("subject", "kind", "state", "overdue", "cursor", "limit");

    static TaskQuery offboarding(QueryReader reader) {
        return read(reader, TaskKind.OFFBOARDING, "offboarding");
    }

    static TaskQuery tasks(QueryReader reader) {
        List<TaskKind> kinds = reader.words("kind", List.of(TaskKind.values()), TaskKind::wireName);
        return read(reader, kinds.size() == 1 ? kinds.getFirst() : null, "tasks");
    }

    private static TaskQuery read(QueryReader reader, @Nullable TaskKind kind, String operation) {
        String subject = reader.text("subject");
        List<TaskState> states = reader.words("state", List.of(TaskState.values()), TaskState::wireName);
        Boolean overdue = reader.flag("overdue");
        String question = reader.question(operation, "");
        Cursor after = reader.cursor(question);
        int limit = reader.limit();
        reader.verify();
        return new TaskQuery(subject, kind, states, overdue, after, limit, question);
    }

    static Cursor placeOf(TaskEntity task) {
        return Cursor.after(task.deadline.toString(), task.id.toString());
    }
}
