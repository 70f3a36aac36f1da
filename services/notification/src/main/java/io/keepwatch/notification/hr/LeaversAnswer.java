package io.keepwatch.notification.hr;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What an import of leavers does or would do: how it differs from what is known, and which lines say nothing.
 *
 * @param dryRun true if nothing was changed
 * @param counts of all lines
 * @param added people who were not known to leave; the first {@value #MOST}
 * @param changed people who were known to leave on another day; the first {@value #MOST}
 * @param errors what is wrong with lines; the first {@value #MOST}
 */
@Schema(name = "LeaversAnswer")
public record LeaversAnswer(
        boolean dryRun,
        Counts counts,
        @JsonProperty("new") List<Person> added,
        List<Person> changed,
        List<LineError> errors) {
    static final int MOST = 1_000;

    public LeaversAnswer {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        errors = List.copyOf(errors);
    }

    /**
     * How many lines are what.
     *
     * @param lines lines with content, the header of a CSV not included
     * @param known people who are known to leave just so
     */
    @Schema(name = "LeaversCounts")
    public record Counts(int lines, @JsonProperty("new") int added, int known, int changed, int errors) {}

    /**
     * One person of the list.
     *
     * @param effective the day of the line; absent for now
     * @param before the day known so far, of a changed one
     * @param receipt our name for the event; absent in a dry run
     */
    @Schema(name = "LeaversPerson")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Person(
            int line,
            String subject,
            @Nullable LocalDate effective,
            @Nullable LocalDate before,
            @Nullable String receipt) {}

    /**
     * One thing that is wrong with a line.
     *
     * @param field the column
     * @param message what was expected; never the value
     */
    @Schema(name = "LeaversLineError")
    public record LineError(int line, String field, String message) {}

    /** Collects the lines one by one. */
    static final class Draft {
        private final boolean dryRun;
        private final List<LineError> errors;
        private final List<Person> added = new ArrayList<>();
        private final List<Person> changed = new ArrayList<>();
        private final int lines;
        private int known;

        Draft(boolean dryRun, int lines, List<LineError> errors) {
            this.dryRun = dryRun;
            this.lines = lines;
            this.errors = errors;
        }

        void known() {
            known++;
        }

        void added(Person person) {
            added.add(person);
        }

        void changed(Person person) {
            changed.add(person);
        }

        LeaversAnswer answer() {
            int wrong = Math.toIntExact(
                    errors.stream().mapToInt(LineError::line).distinct().count());
            return new LeaversAnswer(
                    dryRun,
                    new Counts(lines, added.size(), known, changed.size(), wrong),
                    first(added),
                    first(changed),
                    first(errors));
        }

        private static <T> List<T> first(List<T> all) {
            return all.stream().limit(MOST).toList();
        }
    }
}
