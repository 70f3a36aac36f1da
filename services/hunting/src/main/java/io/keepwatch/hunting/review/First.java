package io.keepwatch.hunting.review;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;

/** Keeps the first few of however many are added, and counts the rest. */
final class First<T> {
    private final int most;
    private final Comparator<T> order;
    private final PriorityQueue<T> kept;
    private long more;

    /** @param order total, so that the answer does not depend on the order of adding */
    First(int most, Comparator<T> order) {
        this.most = most;
        this.order = order;
        kept = new PriorityQueue<>(order.reversed());
    }

    void add(T item) {
        kept.add(item);
        if (kept.size() > most) {
            kept.poll();
            more++;
        }
    }

    /** @param finished what costs something is only done for those that are kept */
    <R> Rows<R> rows(Asked question, Function<T, R> finished) {
        List<T> items = new ArrayList<>(kept);
        items.sort(order);
        return new Rows<>(items.stream().map(finished).toList(), more, question.toString());
    }
}
