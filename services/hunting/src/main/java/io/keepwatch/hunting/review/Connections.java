package io.keepwatch.hunting.review;

import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import io.keepwatch.hunting.review.DepartureReview.Seen;
import io.keepwatch.hunting.review.DepartureReview.Transfer;
import io.keepwatch.hunting.review.DepartureReview.Transfers;
import io.keepwatch.hunting.review.Priorities.Place;
import io.keepwatch.hunting.store.Question;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The transfers of one window by program and address (S1-18, S1-22 to S1-25): first what transfer tools had with places
 * that can be reached from outside, then what is only one of the two, each by bytes. Connections that are neither are none.
 */
final class Connections {
    private static final Comparator<String> TEXT = nullsLast(naturalOrder());
    private static final Comparator<Transfer> MOST_PRESSING = Comparator.comparing(
                    (Transfer transfer) -> transfer.transferTool() && transfer.flagged())
            .thenComparing(Transfer::bytes)
            .thenComparing(transfer -> transfer.seen().count())
            .reversed()
            .thenComparing(Transfer::remoteIp, TEXT)
            .thenComparing(Transfer::executable, TEXT)
            .thenComparing(Transfer::direction, TEXT);

    private final int period;
    private final Asked asked;
    private final First<Transfer> first;
    private long out;
    private long outBytes;

    Connections(int period, Asked window, int rows) {
        this.period = period;
        asked = window.that("type = network.connect");
        first = new First<>(rows, MOST_PRESSING);
    }

    /** Reads those of several windows at once. */
    static void read(Question question, Periods periods, Priorities priorities, List<Connections> windows)
            throws SQLException {
        Search search = new Search(question)
                .sql("SELECT executable, remoteIp, direction, " + bytes(Periods.BEFORE) + ", " + bytes(Periods.AFTER)
                        + ", " + Periods.SEEN + " FROM ");
        periods.select(search, "\"type\", executable, remoteIp, direction, bytes, host, \"time\"")
                .sql(" WHERE \"type\" = 'network.connect' GROUP BY executable, remoteIp, direction")
                .each(row -> {
                    for (Connections window : windows) {
                        window.add(row, priorities);
                    }
                });
    }

    private static String bytes(int period) {
        return Sums.sql("bytes", "period = " + period) + " AS bytes" + period;
    }

    private void add(ResultSet row, Priorities priorities) throws SQLException {
        Seen seen = Periods.seen(row, period);
        String executable = Search.text(row, "executable");
        String address = Search.text(row, "remoteIp");
        boolean transferTool = executable != null && priorities.isTransferTool(executable);
        Place place = address == null ? Place.UNKNOWN : priorities.place(address);
        if (seen.count() == 0 || !(transferTool || place.leavesTheHouse())) {
            return;
        }
        long bytes = row.getLong("bytes" + period);
        first.add(new Transfer(
                executable,
                transferTool,
                address,
                row.getString("direction"),
                word(place),
                place.leavesTheHouse(),
                bytes,
                seen,
                ""));
        if (transferTool && place.leavesTheHouse()) {
            out += seen.count();
            outBytes = Sums.add(outBytes, bytes);
        }
    }

    private static String word(Place place) {
        return place.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Transfers transfers() {
        return new Transfers(first.rows(asked, transfer -> transfer.foundBy(asked)), out, outBytes);
    }
}
