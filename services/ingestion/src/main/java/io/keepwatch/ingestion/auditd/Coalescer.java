package io.keepwatch.ingestion.auditd;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Gathers records into events. Records of different events arrive interleaved and out of order, some never; an event is
 * given out when its end was seen and it is complete, when so many others are open that it must be what it is, or at the
 * end of the request. Memory is bounded by events, by bytes and by the stamps remembered.
 */
final class Coalescer {
    /** Most events open at a time: auditd itself keeps far fewer apart. */
    static final int MOST_OPEN = 1_000;
    /** Most bytes of lines in open events; read, a line takes many times its size. */
    static final int MOST_BYTES = 2_000_000;
    /** So many events given out are remembered, so that a late record is known for what it is. */
    static final int MOST_REMEMBERED = 4_096;

    private final Map<AuditRecord.Stamp, AuditEvent> open = new LinkedHashMap<>();
    private final SequencedSet<AuditRecord.Stamp> given = new LinkedHashSet<>();
    private final Queue<AuditEvent> ready = new ArrayDeque<>();
    private int bytes;

    /** Takes a record; false if its event was already given out, so that the record comes too late. */
    boolean add(AuditRecord audit) {
        if (given.contains(audit.stamp())) {
            return false;
        }
        AuditEvent event = open.computeIfAbsent(audit.stamp(), AuditEvent::new);
        event.add(audit);
        bytes += audit.size();
        if (standsAlone(audit.type()) && event.records().size() == 1 || event.isComplete()) {
            give(event);
        }
        while (open.size() > MOST_OPEN || bytes > MOST_BYTES) {
            give(open.values().iterator().next());
        }
        return true;
    }

    /** The request is over: whatever is open is given out. */
    void end() {
        while (!open.isEmpty()) {
            give(open.values().iterator().next());
        }
    }

    /** The next event to be given out, null if there is none now. */
    @Nullable
    AuditEvent next() {
        return ready.poll();
    }

    /** The first line of what is open, or {@link Long#MAX_VALUE}. */
    long openSince() {
        // Events are kept in the order of their first lines.
        return open.isEmpty() ? Long.MAX_VALUE : open.values().iterator().next().firstLine();
    }

    private void give(AuditEvent event) {
        open.remove(event.stamp());
        bytes -= event.size();
        ready.add(event);
        given.add(event.stamp());
        if (given.size() > MOST_REMEMBERED) {
            given.removeFirst();
        }
    }

    /** What programs write themselves (login, PAM, useradd, …) is one record and has no end. */
    private static boolean standsAlone(String type) {
        return type.startsWith("USER_") || type.startsWith("CRED_") || type.startsWith("DAEMON_");
    }
}
