package io.keepwatch.hunting.asking;

import io.keepwatch.contracts.AuditEntry;
import io.keepwatch.hunting.plot.BarPlot;
import io.keepwatch.hunting.plot.Unit;
import io.keepwatch.hunting.question.QuestionException;
import io.keepwatch.hunting.store.Question;
import io.keepwatch.hunting.store.QuestionStoppedException;
import io.keepwatch.hunting.store.StoreReader;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.stream.Collectors;

/**
 * How often each value of a field occurs among the activities that answer a question, and with how many people and hosts
 * (S1-16, S1-17, S1-19), with reasons to look at some before others (S1-22 to S1-25). Thread-safe.
 */
public final class Statistics {
    /** Most values of an answer. */
    public static final int MOST_VALUES = 1_000;

    /** Values of an answer, where nobody says. */
    public static final int VALUES = 100;

    private static final int MOST_BARS = 40;

    private final StoreReader reader;
    private final PriorityLists lists;
    private final TimeLimits limits;

    /** Which values come first; of like ones, the one whose text does. */
    public enum Order {
        /** What there are reasons to look at, by the strongest, and the rarest of these; then the others likewise. */
        PRIORITY(Comparator.comparingInt(Item::priority).reversed().thenComparingLong(Item::count)),
        /** The rarest, whatever they are. */
        RARE(Comparator.comparingLong(Item::count)),
        /** The most frequent, whatever they are. */
        FREQUENT(Comparator.comparingLong(Item::count).reversed());

        private final Comparator<Item> comparator;

        Order(Comparator<Item> comparator) {
            this.comparator = comparator.thenComparing(Item::value);
        }
    }

    /**
     * A value.
     *
     * @param value as it is shown: a number in digits, a time in RFC 3339
     * @param count how many activities have it
     * @param users how many people they are of
     * @param hosts how many hosts they are on, as far as they say
     * @param priority the {@link Reason#priority} of the strongest reason, 0 if there is none
     * @param reasons why to look at it before others
     * @param question the question narrowed to this value (S1-19)
     */
    public record Item(
            String value,
            long count,
            long users,
            long hosts,
            Instant first,
            Instant last,
            int priority,
            List<Reason> reasons,
            String question) {
        public Item {
            reasons = List.copyOf(reasons);
        }

        private String note() {
            return reasons.stream().map(Reason::description).collect(Collectors.joining(", "));
        }
    }

    /**
     * The values, and how many there are in all.
     *
     * @param by the field
     * @param people whose activities were counted
     * @param lists whether the lists that decide the reasons are as they should be
     */
    public record Answer(
            String by, Order order, List<Item> items, long values, People.Found people, PriorityLists.State lists) {
        public Answer {
            items = List.copyOf(items);
        }

        /** The first of them, to look at. */
        public BarPlot plot(String caption) {
            List<BarPlot.Bar> bars = items.stream()
                    .limit(MOST_BARS)
                    .map(item -> new BarPlot.Bar(item.value(), item.count(), item.note()))
                    .toList();
            String shown = switch (order) {
                case PRIORITY -> "to look at first";
                case RARE -> "the rarest";
                case FREQUENT -> "the most frequent";
            };
            String title = String.format(Locale.ROOT, "%s: %s, %,d of %,d", by, shown, bars.size(), values);
            return new BarPlot(title, caption, "activities", Unit.COUNT, bars);
        }
    }

    public Statistics(StoreReader reader, PriorityLists lists, TimeLimits limits) {
        this.reader = reader;
        this.lists = lists;
        this.limits = limits;
    }

    /**
     * The values that come first.
     *
     * @param by a field of the question language
     * @param limit how many, up to {@link #MOST_VALUES}
     * @throws QuestionException if there is no such field
     * @throws QuestionStoppedException if it was cancelled, or took too long
     */
    public Answer of(Asked asked, String by, Order order, int limit, Cancellation cancellation)
            throws ParameterException, QuestionException, QuestionStoppedException, AnswerTooLargeException,
                    IOException {
        ParameterException.requireBetween("limit", limit, 1, MOST_VALUES);
        Grouping grouping = Grouping.by(by);
        PriorityLists.Judge judge = lists.judge();
        Best best = new Asker(reader, limits.question(), cancellation)
                .ask(asked.span(), running -> read(running, asked, grouping, judge, new Best(order, limit)));
        List<Item> items = new ArrayList<>();
        for (Item item : best.sorted()) {
            items.add(linked(asked, by, item));
        }
        return new Answer(by, order, items, best.offered, best.people(), judge.state());
    }

    /** The people are counted along: asking for them anew would read everything a second time. */
    private static Best read(Question running, Asked asked, Grouping grouping, PriorityLists.Judge judge, Best best)
            throws SQLException {
        Sql sql = new Sql()
                .add("WITH counted AS MATERIALIZED (SELECT value, subject, host, count(*) AS n,"
                        + " min(\"time\") AS earliest, max(\"time\") AS latest"
                        + " FROM (SELECT " + grouping.sql() + " AS value, subject, host, \"time\" FROM "
                        + running.table() + " WHERE ")
                .matching(asked.question(), asked.span())
                .add(
                        ") WHERE value IS NOT NULL GROUP BY value, subject, host)"
                                + " SELECT value, CAST(sum(n) AS BIGINT), count(DISTINCT subject), count(DISTINCT host),"
                                + " epoch_ns(min(earliest)), epoch_ns(max(latest)), NULL FROM counted GROUP BY value"
                                + " UNION ALL (SELECT NULL, count(*) OVER (), NULL, NULL, NULL, NULL, subject"
                                + " FROM (SELECT DISTINCT subject FROM counted) ORDER BY subject LIMIT ?)",
                        AuditEntry.MOST_SUBJECTS);
        try (PreparedStatement select = sql.prepare(running);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                String subject = rows.getString(7);
                if (subject != null) {
                    best.counted(subject, rows.getLong(2));
                    continue;
                }
                String value = grouping.shown(rows, 1);
                List<Reason> reasons = judge.reasons(grouping.field(), value);
                best.offer(new Item(
                        value,
                        rows.getLong(2),
                        rows.getLong(3),
                        rows.getLong(4),
                        Sql.instant(rows.getLong(5)),
                        Sql.instant(rows.getLong(6)),
                        reasons.isEmpty() ? 0 : reasons.getFirst().priority(),
                        reasons,
                        ""));
            }
            return best;
        }
    }

    private static Item linked(Asked asked, String by, Item item) throws QuestionException {
        return new Item(
                item.value(),
                item.count(),
                item.users(),
                item.hosts(),
                item.first(),
                item.last(),
                item.priority(),
                item.reasons(),
                asked.question().and(by, item.value()).toString());
    }

    /** The first so many of any number of values, and the people counted. */
    private static final class Best {
        private final List<String> subjects = new ArrayList<>();
        private long people;

        private final Comparator<Item> order;
        private final int limit;
        private final PriorityQueue<Item> lastFirst;
        private long offered;

        private Best(Order order, int limit) {
            this.order = order.comparator;
            this.limit = limit;
            lastFirst = new PriorityQueue<>(this.order.reversed());
        }

        private void offer(Item item) {
            offered++;
            lastFirst.add(item);
            if (lastFirst.size() > limit) {
                lastFirst.remove();
            }
        }

        /** @param total how many people there are in all */
        private void counted(String subject, long total) {
            subjects.add(subject);
            people = total;
        }

        private People.Found people() {
            return new People.Found(subjects.stream().sorted().toList(), people);
        }

        private List<Item> sorted() {
            return lastFirst.stream().sorted(order).toList();
        }
    }
}
