package io.keepwatch.ingestion.auditd;

import static io.keepwatch.contracts.Attribute.ARGUMENTS;
import static io.keepwatch.contracts.Attribute.DIRECTION;
import static io.keepwatch.contracts.Attribute.EXECUTABLE;
import static io.keepwatch.contracts.Attribute.PARENT;
import static io.keepwatch.contracts.Attribute.REMOTE_IP;
import static io.keepwatch.contracts.Attribute.REMOTE_PORT;
import static io.keepwatch.contracts.Attribute.SCHEDULER;
import static io.keepwatch.contracts.Attribute.SESSION;

import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.MalformedMessageException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads an event as an activity, or says why it is none. */
final class EventReader {
    /** The kernel's answer for a connection that goes on being made in the background. */
    private static final String IN_PROGRESS = "-115";

    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Z0-9_]{0,40}");

    private final Sessions sessions;
    private final LoginReader logins;

    EventReader(Sessions sessions) {
        this.sessions = sessions;
        this.logins = new LoginReader(sessions);
    }

    /** @throws MalformedMessageException if what was read cannot be an activity's field */
    Reading read(AuditEvent event) throws MalformedMessageException {
        AuditRecord login = event.first("LOGIN");
        if (login != null) {
            return logins.loginUid(event, login);
        }
        if (event.syscall() != null) {
            return systemCall(event, event.syscall());
        }
        AuditRecord arguments = event.first("EXECVE");
        if (arguments != null) {
            // The kernel writes EXECVE only once the program runs, so even alone it says that one was started.
            return program(event, arguments);
        }
        AuditRecord first = event.records().getFirst();
        return switch (first.type()) {
            case "USER_LOGIN" -> LoginReader.userLogin(event, first);
            case "USER_AUTH" -> LoginReader.userAuth(event, first);
            case "USER_START" -> logins.userStart(event, first);
            case "SOCKADDR", "PATH", "CWD", "PROCTITLE" ->
                Reading.refused(first.type() + ": its SYSCALL record is missing");
            case "EOE" -> Reading.refused("EOE: the records it ends are missing");
            default -> {
                logins.noteScheduler(event, first);
                yield Reading.refused((TYPE.matcher(first.type()).matches() ? first.type() : "type")
                        + ": not read as an activity, see the mapping of audit records");
            }
        };
    }

    private Reading systemCall(AuditEvent event, AuditRecord syscall) throws MalformedMessageException {
        SystemCall call = SystemCall.of(syscall);
        return switch (call) {
            case null -> Reading.refused("syscall: not one that is read as an activity");
            case BIND -> Reading.refused("syscall: bind offers an address and connects nobody");
            case EXECVE, EXECVEAT ->
                AuditEvent.succeeded(syscall)
                        ? program(event, syscall)
                        : Reading.refused("success: the program was not started");
            case CONNECT, ACCEPT -> connection(event, syscall, call);
        };
    }

    private Reading program(AuditEvent event, AuditRecord main) throws MalformedMessageException {
        ActivityDraft draft = event.draft(ActivityType.PROCESS_START, Account.actor(main));
        set(draft, EXECUTABLE, executable(event, main));
        set(draft, ARGUMENTS, Arguments.of(event));
        set(draft, PARENT, main.word("ppid"));
        Sessions.Key session = event.session(main);
        if (session != null) {
            draft.set(SESSION, Long.toString(session.number()));
        }
        set(draft, SCHEDULER, scheduler(main, session));
        return new Reading.Read(draft);
    }

    private static @Nullable String executable(AuditEvent event, AuditRecord main) {
        String executable = main.text("exe");
        if (executable == null) {
            executable = event.all("PATH")
                    .filter(path -> "0".equals(path.word("item")))
                    .map(path -> path.text("name"))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }
        return executable;
    }

    /** Known from the session or the security domain the record names; a terminal says that nobody scheduled it. */
    private @Nullable String scheduler(AuditRecord main, Sessions.@Nullable Key session) {
        String known = session == null ? null : sessions.scheduler(session);
        if (known != null) {
            return known;
        }
        String domain = main.word("subj");
        if (domain != null && (domain.contains(":crond_t") || domain.contains("cronjob_t"))) {
            return "cron";
        }
        String terminal = main.word("tty");
        return terminal == null ? null : "none";
    }

    private Reading connection(AuditEvent event, AuditRecord syscall, SystemCall call)
            throws MalformedMessageException {
        boolean inProgress = call == SystemCall.CONNECT && IN_PROGRESS.equals(syscall.word("exit"));
        if (!AuditEvent.succeeded(syscall) && !inProgress) {
            return Reading.refused("success: the connection was not made");
        }
        AuditRecord address = event.first("SOCKADDR");
        String saddr = address == null ? null : address.word("saddr");
        SocketAddress remote = saddr == null ? null : SocketAddress.read(saddr);
        return switch (remote) {
            case null -> Reading.refused("SOCKADDR: the other side's address is missing");
            case SocketAddress.Other other ->
                Reading.refused("saddr: a " + other.family() + " socket leaves no network address");
            case SocketAddress.Inet inet -> {
                ActivityDraft draft = event.draft(ActivityType.NETWORK_CONNECT, Account.actor(syscall));
                draft.set(DIRECTION, call == SystemCall.CONNECT ? "out" : "in");
                draft.set(REMOTE_IP, inet.ip());
                draft.set(REMOTE_PORT, (long) inet.port());
                set(draft, EXECUTABLE, syscall.text("exe"));
                Sessions.Key session = event.session(syscall);
                if (session != null) {
                    draft.set(SESSION, Long.toString(session.number()));
                }
                yield new Reading.Read(draft);
            }
        };
    }

    private static void set(ActivityDraft draft, Attribute attribute, @Nullable String value) {
        if (value != null) {
            draft.set(attribute, value);
        }
    }
}
