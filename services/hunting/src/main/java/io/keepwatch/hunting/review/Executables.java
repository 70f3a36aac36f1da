package io.keepwatch.hunting.review;

import io.keepwatch.hunting.review.DepartureReview.Executable;
import io.keepwatch.hunting.review.DepartureReview.Seen;
import io.keepwatch.hunting.store.Question;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The programs of one window (S1-16, S1-17); of equally rare ones, transfer tools and new ones come first. */
final class Executables {
    private static final Comparator<Executable> RAREST = Comparator.comparingLong(
                    (Executable program) -> program.seen().count())
            .thenComparing(Executable::transferTool, Comparator.reverseOrder())
            .thenComparingLong(program -> program.seen().earlier())
            .thenComparing(Executable::executable);
    private static final Comparator<Executable> MOST_FREQUENT = Comparator.comparingLong(
                    (Executable program) -> program.seen().count())
            .reversed()
            .thenComparing(Executable::executable);

    private final int period;
    private final Asked asked;
    private final First<Executable> rarest;
    private final First<Executable> frequent;

    Executables(int period, Asked window, int rows) {
        this.period = period;
        asked = window.that("executable starts_with \"\"");
        rarest = new First<>(rows, RAREST);
        frequent = new First<>(rows, MOST_FREQUENT);
    }

    /** Reads those of several windows at once. */
    static void read(Question question, Periods periods, Priorities priorities, List<Executables> windows)
            throws SQLException {
        periods.select(
                        new Search(question).sql("SELECT executable, " + Periods.SEEN + " FROM "),
                        "executable, host, \"time\"")
                .sql(" WHERE executable IS NOT NULL GROUP BY executable")
                .each(row -> {
                    String executable = Objects.requireNonNull(Search.text(row, "executable"));
                    boolean transferTool = priorities.isTransferTool(executable);
                    for (Executables window : windows) {
                        window.add(executable, transferTool, Periods.seen(row, window.period));
                    }
                });
    }

    private void add(String executable, boolean transferTool, Seen seen) {
        if (seen.count() > 0) {
            Executable program = new Executable(executable, transferTool, seen, "");
            rarest.add(program);
            frequent.add(program);
        }
    }

    Rows<Executable> rarest() {
        return rarest.rows(asked, program -> program.foundBy(asked));
    }

    Rows<Executable> frequent() {
        return frequent.rows(asked, program -> program.foundBy(asked));
    }
}
