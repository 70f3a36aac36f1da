package io.keepwatch.hunting.review;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.reverseOrder;
import static java.util.stream.Collectors.joining;

import io.keepwatch.hunting.review.DepartureReview.DataTouched;
import io.keepwatch.hunting.review.DepartureReview.Executable;
import io.keepwatch.hunting.review.DepartureReview.Ordinary;
import io.keepwatch.hunting.review.DepartureReview.Part;
import io.keepwatch.hunting.review.DepartureReview.Transfer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a lead reads first: three to six sentences, what stands out before what only has to be said;
 * before them, whether something cannot be read. */
final class Summary {
    /** So many times an ordinary week stands out. */
    static final double STANDS_OUT = 2;

    private static final int MOST = 6;

    private final DepartureReview review;
    private final String who;

    Summary(DepartureReview review) {
        this.review = review;
        who = review.subject();
    }

    /** @param missing how many files of the time looked at cannot be read */
    List<String> sentences(int missing) {
        if (missing == 0) {
            return sentences();
        }
        String incomplete = Words.count(missing, "file") + " of that time cannot be read: what is said here is without"
                + " what " + (missing == 1 ? "it holds" : "they hold") + ".";
        return Stream.concat(Stream.of(incomplete), sentences().stream()).toList();
    }

    private List<String> sentences() {
        if (!review.found()) {
            return List.of(
                    "No activity of " + who + " is stored, neither of the time before they left nor of the time since.",
                    "Either the sources write the name differently, or they reported nothing; an account works as well as"
                            + " the key of a person.",
                    gap(false));
        }
        boolean unwatched = review.gap().flagged() && review.after().activities() > 0;
        List<String> ends = new ArrayList<>();
        if (!unwatched) {
            ends.add(gap(true));
        }
        ends.add(compared());
        List<String> standsOut = Stream.of(
                        unwatched ? gap(true) : null, transfers(), pulled(), data(), leftOpen(), newPrograms())
                .filter(Objects::nonNull)
                .limit(MOST - ends.size())
                .toList();
        return Stream.concat(
                        standsOut.isEmpty()
                                ? Stream.of(
                                        "Nothing stands out: no transfer tool reached outside, nothing was pulled"
                                                + " without a name, nothing was left running, no data was touched more than usual.")
                                : standsOut.stream(),
                        ends.stream())
                .toList();
    }

    private String gap(boolean withActivity) {
        Duration length = Duration.ofSeconds(review.gap().seconds());
        if (review.left().isAfter(review.now())) {
            return "They have not left yet.";
        }
        boolean known =
                review.gap().watchBegan() != null && !review.gap().watchBegan().isAfter(review.now());
        String gap;
        if (review.gap().watchBegan() == null) {
            gap = "When the watch over them began is not known; counted until now, nobody watched for "
                    + Words.duration(length);
        } else if (length.isZero()) {
            return "The watch over them had begun by the time they left.";
        } else {
            gap = "The watch over them began " + Words.duration(length) + " after they left";
        }
        String verdict = review.gap().tooSlow()
                ? ", which is too slow (" + Words.duration(Departure.LONGEST_GAP) + " is the limit)"
                : "";
        return gap + verdict + (withActivity ? "; " + inTheGap() : "") + ".";
    }

    private String inTheGap() {
        Part after = review.after();
        if (after.activities() == 0) {
            return "nothing happened in between";
        }
        return Words.count(after.activities(), "activity", "activities")
                + (after.activities() == 1 ? " falls" : " fall") + " into that time";
    }

    private @Nullable String transfers() {
        long connections =
                review.before().transfers().out() + review.after().transfers().out();
        if (connections == 0) {
            return null;
        }
        long bytes = Sums.add(
                review.before().transfers().outBytes(),
                review.after().transfers().outBytes());
        List<String> ways = Stream.of(review.before(), review.after())
                .flatMap(part -> part.transfers().rows().items().stream())
                .filter(transfer -> transfer.transferTool() && transfer.flagged())
                .map(Summary::way)
                .distinct()
                .toList();
        return Words.count(connections, "connection") + " of transfer tools "
                + (bytes == 0 ? "went" : "carried " + Words.bytes(bytes))
                + " to places that can be reached from outside: " + Words.some(ways) + ".";
    }

    private static String way(Transfer transfer) {
        return Words.fileName(Objects.requireNonNull(transfer.executable())) + " to "
                + switch (transfer.place()) {
                    case "vpn" -> "the VPN address ";
                    case "own-public" -> "our own public server ";
                    default -> "";
                }
                + Words.shortened(transfer.remoteIp());
    }

    private @Nullable String pulled() {
        List<PullTransfers.Found> found =
                List.of(review.before().pulled(), review.after().pulled());
        long count = found.stream().mapToLong(one -> one.transfers().total()).sum();
        if (count == 0) {
            return null;
        }
        long bytes = found.stream().mapToLong(PullTransfers.Found::bytes).reduce(0, Sums::add);
        List<String> hosts = found.stream()
                .flatMap(one -> one.transfers().items().stream())
                .map(PullTransfer::host)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return Words.count(count, "inbound transfer") + " without a user"
                + (hosts.isEmpty()
                        ? ""
                        : " pulled " + (bytes == 0 ? "data" : Words.bytes(bytes)) + " from " + Words.some(hosts))
                + ", by an address or a session that was probably theirs.";
    }

    /** The same kind of data in both windows; the review has both in one order. */
    private record Both(DataTouched before, DataTouched after) {
        boolean isFirstTime() {
            return before.firstTime() || after.firstTime();
        }

        double times() {
            return Math.max(before.times() == null ? 0 : before.times(), after.times() == null ? 0 : after.times());
        }

        boolean standsOut() {
            return isFirstTime() || times() >= STANDS_OUT;
        }

        String words() {
            String data = (before.classification() == null ? "" : before.classification() + " ") + "data";
            String amounts = Stream.of(
                            before.count() == 0 ? null : Words.amount(before.amount(), before.unit()),
                            after.count() == 0 ? null : Words.amount(after.amount(), after.unit()) + " after they left")
                    .filter(Objects::nonNull)
                    .collect(joining(", then "));
            return Words.did(before.way())
                    + (isFirstTime()
                            ? " " + data + " for the first time"
                            : " " + Words.times(times()) + " as much " + data)
                    + " (" + amounts + ")";
        }
    }

    private @Nullable String data() {
        List<DataTouched> after = review.after().data();
        List<String> touched = IntStream.range(0, after.size())
                .mapToObj(i -> new Both(review.before().data().get(i), after.get(i)))
                .filter(Both::standsOut)
                .sorted(comparingInt((Both both) -> Touched.rank(both.before().classification()))
                        .thenComparing(Both::times, reverseOrder())
                        .thenComparing(both -> both.before().way()))
                .map(Both::words)
                .toList();
        return touched.isEmpty() ? null : "Against their own earlier weeks, they " + Words.some(touched) + ".";
    }

    private @Nullable String leftOpen() {
        LeftOpen.Found left = review.after().leftOpen();
        if (left.lastingJobs() + left.lastingSessions() == 0) {
            return null;
        }
        List<String> things = new ArrayList<>();
        if (left.lastingJobs() > 0) {
            things.add(Words.count(left.lastingJobs(), "scheduled job"));
        }
        if (left.lastingSessions() > 0) {
            OpenSession oldest = left.sessions().items().getFirst();
            things.add(Words.count(left.lastingSessions(), "open session")
                    + (oldest.kind() == null ? "" : ", the oldest of " + oldest.kind()) + " for "
                    + Words.duration(Duration.ofSeconds(oldest.ageSeconds())));
        }
        return "They left behind " + Words.some(things) + ".";
    }

    private @Nullable String newPrograms() {
        if (!review.ordinary().enough()) {
            return null;
        }
        List<String> programs = Stream.of(review.after(), review.before())
                .flatMap(part -> part.rarest().items().stream())
                .filter(program -> program.seen().earlier() == 0)
                .map(Executable::executable)
                .map(Words::fileName)
                .distinct()
                .toList();
        return programs.isEmpty()
                ? null
                : "Among the rarest programs, " + Words.some(programs) + " had not been used in the weeks before.";
    }

    private String compared() {
        Ordinary ordinary = review.ordinary();
        String before = Words.count(review.before().activities(), "activity", "activities") + " of " + who + " in the "
                + Departure.BEFORE.toDays() + " days before they left";
        return ordinary.enough()
                ? before + " were held against " + Words.count(ordinary.active(), "earlier week") + " of theirs."
                : before + " could not be held against what is ordinary for them: there is activity in only "
                        + ordinary.active() + " of the " + ordinary.weeks() + " weeks before.";
    }
}
