package io.keepwatch.ingestion.auditd;

import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.ingestion.format.LineDecoder;
import java.nio.charset.StandardCharsets;

/**
 * The records of one request. A line is a record, or rejected; records become events ({@link Coalescer}), events become
 * activities ({@link EventReader}); of an event that is none, every line is rejected with the reason.
 */
final class AuditdDecoder implements LineDecoder {
    private final Coalescer coalescer = new Coalescer();
    private final Sessions sessions = new Sessions();
    private final EventReader events = new EventReader(sessions);

    @Override
    public void line(byte[] buffer, int offset, int length, long lineNumber, Sink sink) {
        AuditRecord audit;
        try {
            String text = new String(buffer, offset, length, StandardCharsets.UTF_8);
            audit = RecordReader.read(text, lineNumber, length);
        } catch (MalformedMessageException e) {
            sink.unreadable(lineNumber, e.reason());
            return;
        }
        if (!coalescer.add(audit)) {
            sink.reject(lineNumber, "audit: its event was already read; the record is a repeat or comes too late");
        }
        giveOut(sink);
    }

    @Override
    public void end(Sink sink) {
        coalescer.end();
        giveOut(sink);
        sessions.end(login -> sink.accept(login.draft(), login.line()));
    }

    @Override
    public long openSince() {
        return Math.min(coalescer.openSince(), sessions.waitingSince());
    }

    private void giveOut(Sink sink) {
        for (AuditEvent event = coalescer.next(); event != null; event = coalescer.next()) {
            giveOut(event, sink);
        }
    }

    private void giveOut(AuditEvent event, Sink sink) {
        Reading reading;
        try {
            reading = events.read(event);
        } catch (MalformedMessageException e) {
            reading = new Reading.Refused(e.reason());
        }
        switch (reading) {
            case Reading.Read read -> sink.accept(read.draft(), event.firstLine());
            case Reading.Refused refused ->
                event.records().forEach(audit -> sink.reject(audit.line(), refused.reason()));
            case Reading.Waits waits ->
                sessions.await(
                        waits.session(),
                        new Sessions.Waiting(waits.draft(), event.firstLine()),
                        login -> sink.accept(login.draft(), login.line()));
            case Reading.PartOfAnother ignored -> {}
        }
    }
}
