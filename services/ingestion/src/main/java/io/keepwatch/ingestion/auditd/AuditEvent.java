package io.keepwatch.ingestion.auditd;

import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.MalformedMessageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The records that share one stamp, in whatever order they came. Not thread-safe. */
final class AuditEvent {
    private final AuditRecord.Stamp stamp;
    private final List<AuditRecord> records = new ArrayList<>();
    private int size;
    private long firstLine = Long.MAX_VALUE;
    private boolean ended;
    private long paths;
    private @Nullable AuditRecord syscall;
    private boolean hasArguments;
    private boolean hasAddress;

    AuditEvent(AuditRecord.Stamp stamp) {
        this.stamp = stamp;
    }

    void add(AuditRecord audit) {
        records.add(audit);
        size += audit.size();
        firstLine = Math.min(firstLine, audit.line());
        switch (audit.type()) {
            case "EOE" -> ended = true;
            case "PATH" -> paths++;
            case "SYSCALL" -> syscall = syscall == null ? audit : syscall;
            case "EXECVE" -> hasArguments = true;
            case "SOCKADDR" -> hasAddress = true;
            default -> {}
        }
    }

    AuditRecord.Stamp stamp() {
        return stamp;
    }

    /** Bytes of all its lines. */
    int size() {
        return size;
    }

    List<AuditRecord> records() {
        return records;
    }

    long firstLine() {
        return firstLine;
    }

    @Nullable
    AuditRecord syscall() {
        return syscall;
    }

    @Nullable
    AuditRecord first(String type) {
        return all(type).findFirst().orElse(null);
    }

    Stream<AuditRecord> all(String type) {
        return records.stream().filter(audit -> audit.type().equals(type));
    }

    /** Whether nothing more can belong to it: its end was seen and what a system call promises is there. */
    boolean isComplete() {
        if (!ended || syscall == null) {
            return false;
        }
        Long promised = syscall.number("items");
        if (promised != null && paths < promised) {
            return false;
        }
        return switch (SystemCall.of(syscall)) {
            case EXECVE, EXECVEAT -> hasArguments || !succeeded(syscall);
            case CONNECT, ACCEPT -> hasAddress;
            case BIND -> true;
            case null -> true;
        };
    }

    static boolean succeeded(AuditRecord syscall) {
        return "yes".equals(syscall.word("success"));
    }

    /** The activity it is, with what the stamp says: id, time and host. */
    ActivityDraft draft(ActivityType type, @Nullable String user) throws MalformedMessageException {
        String host = stamp.node().isEmpty() ? null : stamp.node();
        long seconds = Math.floorDiv(stamp.millis(), 1_000L);
        String id = "%d.%03d:%d".formatted(seconds, Math.floorMod(stamp.millis(), 1_000L), stamp.serial());
        return new ActivityDraft()
                .type(type)
                .id(host == null ? id : host + ':' + id)
                .time(Instant.ofEpochMilli(stamp.millis()))
                .user(user)
                .host(host);
    }

    /** The session a record belongs to; null where it belongs to none. */
    Sessions.@Nullable Key session(AuditRecord audit) {
        Long number = audit.number("ses");
        long unset = 4_294_967_295L;
        return number == null || number == unset ? null : new Sessions.Key(stamp.node(), number);
    }
}
