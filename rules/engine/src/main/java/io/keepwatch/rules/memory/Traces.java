package io.keepwatch.rules.memory;

import io.keepwatch.rules.book.EvidenceWindow;
import io.keepwatch.rules.judgement.EvidenceValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What was found of a person lately, as combinations look at it. A set: the order in which it came plays no part, and more
 * of it never takes anything away.
 */
public final class Traces {
    /**
     * Of one finding the earliest and the latest so many are kept: windows count findings, so that those in between would
     * hardly ever decide.
     */
    static final int MOST_AT_AN_END = 8;
    /** Most that are kept of a person; the oldest give way. */
    static final int MOST = 256;

    private final NavigableSet<Trace> traces = new TreeSet<>(Trace.ORDER);

    /** Those there are and these, to look at. */
    public Traces with(Collection<Trace> more) {
        Traces together = new Traces();
        together.traces.addAll(traces);
        together.traces.addAll(more);
        return together;
    }

    public boolean contains(Trace trace) {
        return traces.contains(trace);
    }

    /** Those within [from, until], in order. */
    public List<Trace> between(Instant from, Instant until) {
        return traces.stream()
                .filter(trace -> !trace.time().isBefore(from) && !trace.time().isAfter(until))
                .toList();
    }

    /** The windows of a rule as of a time. */
    public EvidenceValues asOf(Instant time) {
        return (windows, index) -> value(windows, index, time);
    }

    private long value(List<EvidenceWindow> windows, int index, Instant time) {
        EvidenceWindow window = windows.get(index);
        return in(window, windows, time).stream()
                .map(window.distinct() ? Trace::kind : Trace::finding)
                .distinct()
                .count();
    }

    /**
     * What lies in a window as of a time, in order.
     *
     * @param windows the windows of the rule, of which one may be asked for what comes before
     */
    public List<Trace> in(EvidenceWindow window, List<EvidenceWindow> windows, Instant time) {
        Instant begin = time.minus(window.over());
        Stream<Trace> held = traces.stream()
                .filter(trace -> window.kinds().contains(trace.kind())
                        && trace.time().isAfter(begin)
                        && !trace.time().isAfter(time));
        if (window.after() == null) {
            return held.toList();
        }
        List<Trace> before = in(named(window.after(), windows), windows, time);
        return before.isEmpty()
                ? List.of()
                : held.filter(trace -> trace.time().isAfter(before.getFirst().time()))
                        .toList();
    }

    private static EvidenceWindow named(String name, List<EvidenceWindow> windows) {
        return windows.stream()
                .filter(window -> window.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such window: " + name));
    }

    /**
     * Remembers these.
     *
     * @param reach what happened before is needed no more
     * @return whether something gave way that is still needed
     */
    boolean add(Collection<Trace> more, Instant reach) {
        traces.addAll(more);
        traces.removeIf(trace -> trace.time().isBefore(reach));
        Set<String> grown = new HashSet<>();
        more.forEach(trace -> grown.add(trace.finding()));
        grown.forEach(this::thin);
        boolean lost = false;
        while (traces.size() > MOST) {
            traces.pollFirst();
            lost = true;
        }
        return lost;
    }

    /** Of a set the first and last few are the same in whatever order it came. */
    private void thin(String finding) {
        List<Trace> of = new ArrayList<>(
                traces.stream().filter(trace -> trace.finding().equals(finding)).toList());
        if (of.size() > 2 * MOST_AT_AN_END) {
            traces.removeAll(Set.copyOf(of.subList(MOST_AT_AN_END, of.size() - MOST_AT_AN_END)));
        }
    }

    void restore(Trace trace) {
        traces.add(trace);
    }

    void clear() {
        traces.clear();
    }

    NavigableSet<Trace> all() {
        return traces;
    }
}
