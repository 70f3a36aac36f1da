package io.keepwatch.hunting.review;

import io.keepwatch.hunting.review.DepartureReview.DataTouched;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was touched of one class in one way, by period and day. */
final class Touched {
    /** The most secret first, what nobody has classified last. */
    static final List<String> CLASSES = List.of("secret", "confidential", "internal", "public");

    private static final String PRINTED = "print.job";
    private static final String MAILED = "email.sent";

    private final List<InPeriod> periods =
            Stream.generate(InPeriod::new).limit(Periods.AFTER + 1).toList();

    /** @param classification null if the source gave none */
    record Kind(String way, @Nullable String classification) implements Comparable<Kind> {
        @Override
        public int compareTo(Kind other) {
            return Comparator.comparingInt((Kind kind) -> rank(kind.classification()))
                    .thenComparing(Kind::way)
                    .compare(this, other);
        }
    }

    static int rank(@Nullable String classification) {
        int rank = classification == null ? -1 : CLASSES.indexOf(classification);
        return rank < 0 ? CLASSES.size() : rank;
    }

    private static final class InPeriod {
        private final Map<LocalDate, Long> counts = new TreeMap<>();
        private final Map<LocalDate, Long> amounts = new TreeMap<>();

        Map<LocalDate, Long> measured(boolean byAmount) {
            return byAmount ? amounts : counts;
        }
    }

    void add(int period, LocalDate day, long count, long amount) {
        periods.get(period).counts.merge(day, count, Sums::add);
        periods.get(period).amounts.merge(day, amount, Sums::add);
    }

    /** @param weeks over how many weeks the ordinary period is spread; null if there are too few */
    DataTouched in(int period, Window window, Kind kind, @Nullable Integer weeks, Asked asked) {
        boolean byAmount = periods.stream().anyMatch(one -> sum(one.amounts) > 0);
        Map<LocalDate, Long> days = periods.get(period).measured(byAmount);
        long count = sum(periods.get(period).counts);
        long amount = sum(days);
        Double ordinaryWeek = weeks == null
                ? null
                : (double) sum(periods.get(Periods.ORDINARY).measured(byAmount)) / weeks;
        Double times = ordinaryWeek == null || ordinaryWeek == 0 || amount == 0
                ? null
                : amount / Math.max(1, window.weeks()) / ordinaryWeek;
        List<Map.Entry<LocalDate, Long>> busiest = new ArrayList<>(days.entrySet());
        busiest.sort(Map.Entry.<LocalDate, Long>comparingByValue().reversed());
        return new DataTouched(
                kind.way(),
                kind.classification(),
                byAmount ? (kind.way().equals(PRINTED) ? "pages" : "bytes") : "activities",
                count,
                amount,
                ordinaryWeek,
                times,
                count > 0 && weeks != null && sum(periods.get(Periods.ORDINARY).counts) == 0,
                busiest.isEmpty() ? null : busiest.getFirst().getKey(),
                busiest.isEmpty() ? 0 : busiest.getFirst().getValue(),
                question(kind, asked).toString());
    }

    private static Asked question(Kind kind, Asked asked) {
        Asked ofWay = asked.with("type", kind.way());
        return switch (kind.way()) {
            // Mails carry no class; those without attachments carry no data.
            case MAILED -> ofWay.that("attachmentBytes >= 0");
            case "usb.write", "cloud.upload" -> ofWay;
            default -> ofWay.withText("classification", kind.classification());
        };
    }

    private static long sum(Map<LocalDate, Long> days) {
        return days.values().stream().reduce(0L, Sums::add);
    }
}
