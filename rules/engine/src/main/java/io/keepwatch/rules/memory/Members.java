package io.keepwatch.rules.memory;

import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What a combination's alert is made of, which only grows. Of too many those whose names come first are kept, whatever
 * order they came in.
 */
public final class Members {
    /** Most alerts, and most findings, that one names. */
    static final int MOST = 64;

    private final NavigableSet<String> told = new TreeSet<>();
    private final NavigableSet<String> evidence = new TreeSet<>();

    /** What these traces stand for. */
    public static Members of(Collection<Trace> traces) {
        Members members = new Members();
        for (Trace trace : traces) {
            members.evidence.addAll(trace.evidence());
            if (trace.told()) {
                members.told.add(trace.finding());
            } else {
                members.told.addAll(trace.evidence());
            }
        }
        return members;
    }

    /** The ids of the alerts it is made of and, of what nobody is told of, of the evidence. */
    public NavigableSet<String> told() {
        return told;
    }

    /** The ids of the evidence it is made of. */
    public NavigableSet<String> evidence() {
        return evidence;
    }

    boolean isEmpty() {
        return told.isEmpty();
    }

    boolean addAll(Members more) {
        return add(told, more.told) | add(evidence, more.evidence);
    }

    private static boolean add(NavigableSet<String> to, NavigableSet<String> more) {
        if (more.isEmpty()) {
            return false;
        }
        TreeSet<String> before = new TreeSet<>(to);
        to.addAll(more);
        while (to.size() > MOST) {
            to.pollLast();
        }
        return !to.equals(before);
    }
}
