package io.keepwatch.ingestion.auditd;

import static io.keepwatch.contracts.Attribute.APPLICATION;
import static io.keepwatch.contracts.Attribute.ARGUMENTS;
import static io.keepwatch.contracts.Attribute.CHANNEL;
import static io.keepwatch.contracts.Attribute.DIRECTION;
import static io.keepwatch.contracts.Attribute.EXECUTABLE;
import static io.keepwatch.contracts.Attribute.IP;
import static io.keepwatch.contracts.Attribute.LOGIN_OUTCOME;
import static io.keepwatch.contracts.Attribute.PARENT;
import static io.keepwatch.contracts.Attribute.PRIVILEGED;
import static io.keepwatch.contracts.Attribute.REMOTE_IP;
import static io.keepwatch.contracts.Attribute.REMOTE_PORT;
import static io.keepwatch.contracts.Attribute.SCHEDULER;
import static io.keepwatch.contracts.Attribute.SESSION;
import static io.keepwatch.contracts.Attribute.SESSION_KIND;
import static io.keepwatch.contracts.Attribute.SINCE;

import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.MalformedMessageException;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads an event as an activity, or says why it is none. */
final class EventReader {
    /** The kernel's answer for a connection that goes on being made in the background. */
    private static final String IN_PROGRESS = "-115";

    private static final String SSHD = "sshd";
    /** Programs that write USER_LOGIN themselves, so that their USER_AUTH is a step of a login and not one more. */
    private static final Set<String> WRITE_LOGINS =
            Set.of(SSHD, "sshd-session", "sshd-auth", "login", "gdm-session-worker", "gdm-session-wor");

    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Z0-9_]{0,40}");

    private final Sessions sessions;

    EventReader(Sessions sessions) {
        this.sessions = sessions;
    }

    /** @throws MalformedMessageException if what was read cannot be an activity's field */
    Reading read(AuditEvent event) throws MalformedMessageException {
        AuditRecord login = event.first("LOGIN");
        if (login != null) {
            return loginUid(event, login);
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
            case "USER_LOGIN" -> userLogin(event, first);
            case "USER_AUTH" -> userAuth(event, first);
            case "USER_START" -> userStart(event, first);
            case "SOCKADDR", "PATH", "CWD", "PROCTITLE" -> refused(first.type() + ": its SYSCALL record is missing");
            case "EOE" -> refused("EOE: the records it ends are missing");
            default -> {
                noteScheduler(event, first);
                yield refused((TYPE.matcher(first.type()).matches() ? first.type() : "type")
                        + ": not read as an activity, see the mapping of audit records");
            }
        };
    }

    private Reading systemCall(AuditEvent event, AuditRecord syscall) throws MalformedMessageException {
        SystemCall call = SystemCall.of(syscall);
        return switch (call) {
            case null -> refused("syscall: not one that is read as an activity");
            case BIND -> refused("syscall: bind offers an address and connects nobody");
            case EXECVE, EXECVEAT ->
                AuditEvent.succeeded(syscall)
                        ? program(event, syscall)
                        : refused("success: the program was not started");
            case CONNECT, ACCEPT -> connection(event, syscall, call);
        };
    }

    private Reading program(AuditEvent event, AuditRecord main) throws MalformedMessageException {
        ActivityDraft draft = draft(event, ActivityType.PROCESS_START, Account.actor(main));
        set(draft, EXECUTABLE, executable(event, main));
        set(draft, ARGUMENTS, Arguments.of(event));
        set(draft, PARENT, main.word("ppid"));
        Sessions.Key session = session(event, main);
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
            return refused("success: the connection was not made");
        }
        AuditRecord address = event.first("SOCKADDR");
        String saddr = address == null ? null : address.word("saddr");
        SocketAddress remote = saddr == null ? null : SocketAddress.read(saddr);
        return switch (remote) {
            case null -> refused("SOCKADDR: the other side's address is missing");
            case SocketAddress.Other other ->
                refused("saddr: a " + other.family() + " socket leaves no network address");
            case SocketAddress.Inet inet -> {
                ActivityDraft draft = draft(event, ActivityType.NETWORK_CONNECT, Account.actor(syscall));
                draft.set(DIRECTION, call == SystemCall.CONNECT ? "out" : "in");
                draft.set(REMOTE_IP, inet.ip());
                draft.set(REMOTE_PORT, (long) inet.port());
                set(draft, EXECUTABLE, syscall.text("exe"));
                Sessions.Key session = session(event, syscall);
                if (session != null) {
                    draft.set(SESSION, Long.toString(session.number()));
                }
                yield new Reading.Read(draft);
            }
        };
    }

    private static Reading userLogin(AuditEvent event, AuditRecord login) throws MalformedMessageException {
        String outcome = outcome(login);
        return outcome == null
                ? refused("res: expected success or failed")
                : new Reading.Read(login(event, login, Account.target(login), outcome));
    }

    /**
     * Wrong passwords for su, sudo and others that write no USER_LOGIN. The one who tried is known by the login they sit
     * in, if there is one.
     */
    private static Reading userAuth(AuditEvent event, AuditRecord auth) throws MalformedMessageException {
        String outcome = outcome(auth);
        if (outcome == null) {
            return refused("res: expected success or failed");
        }
        if (outcome.equals("success") || WRITE_LOGINS.contains(program(auth))) {
            return refused("USER_AUTH: a step of a login, which USER_LOGIN reports");
        }
        String actor = Account.of(auth, "auid");
        return new Reading.Read(login(event, auth, actor == null ? Account.target(auth) : actor, outcome));
    }

    private static ActivityDraft login(AuditEvent event, AuditRecord login, String user, String outcome)
            throws MalformedMessageException {
        ActivityDraft draft = draft(event, ActivityType.AUTH_LOGIN, user);
        draft.set(LOGIN_OUTCOME, outcome);
        // Only root is privileged by the record's own word; of every other account the person's profile knows more.
        if (Account.target(login).equals(Account.ROOT)) {
            draft.set(PRIVILEGED, true);
        }
        String program = program(login);
        if (!program.isEmpty()) {
            draft.set(APPLICATION, program);
        }
        String address = login.word("addr");
        if (address != null && Ip.isAddress(address)) {
            draft.set(IP, address);
        }
        draft.set(CHANNEL, "interactive");
        return draft;
    }

    private Reading userStart(AuditEvent event, AuditRecord start) throws MalformedMessageException {
        noteScheduler(event, start);
        if (!"success".equals(outcome(start))) {
            return refused("res: the session was not opened");
        }
        if (!isSshd(program(start))) {
            return refused("USER_START: not an ssh session");
        }
        Sessions.Key session = session(event, start);
        if (session != null) {
            sessions.report(session);
        }
        return new Reading.Read(opened(event, session, Account.target(start)));
    }

    private Reading loginUid(AuditEvent event, AuditRecord login) throws MalformedMessageException {
        String outcome = outcome(login);
        String domain = login.word("subj");
        AuditRecord syscall = event.syscall();
        String executable = syscall == null ? null : syscall.text("exe");
        boolean ssh =
                domain != null && domain.contains(":sshd_t") || executable != null && isSshd(fileName(executable));
        if (!ssh || !"success".equals(outcome)) {
            return refused(ssh ? "res: the login was refused" : "LOGIN: not known to be an ssh session");
        }
        Sessions.Key session = session(event, login);
        if (session == null) {
            return refused("ses: missing");
        }
        if (sessions.isReported(session)) {
            return new Reading.PartOfAnother();
        }
        String user = Account.of(login, "auid");
        return new Reading.Waits(opened(event, session, user == null ? Account.UNKNOWN : user), session);
    }

    private static ActivityDraft opened(AuditEvent event, Sessions.@Nullable Key session, String user)
            throws MalformedMessageException {
        ActivityDraft draft = draft(event, ActivityType.SESSION_OPEN, user);
        if (session != null) {
            draft.set(SESSION, Long.toString(session.number()));
        }
        draft.set(SESSION_KIND, "ssh");
        draft.set(SINCE, Instant.ofEpochMilli(event.stamp().millis()));
        return draft;
    }

    private void noteScheduler(AuditEvent event, AuditRecord audit) {
        Sessions.Key session = session(event, audit);
        if (session != null) {
            switch (program(audit)) {
                case "cron", "crond" -> sessions.scheduled(session, "cron");
                case "atd" -> sessions.scheduled(session, "at");
                default -> {}
            }
        }
    }

    private static ActivityDraft draft(AuditEvent event, ActivityType type, @Nullable String user)
            throws MalformedMessageException {
        AuditRecord.Stamp stamp = event.stamp();
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

    private static Sessions.@Nullable Key session(AuditEvent event, AuditRecord audit) {
        Long number = audit.number("ses");
        long unset = 4_294_967_295L;
        return number == null || number == unset
                ? null
                : new Sessions.Key(event.stamp().node(), number);
    }

    private static @Nullable String outcome(AuditRecord audit) {
        String result = audit.word("res");
        return switch (result) {
            case "success", "yes", "1" -> "success";
            case "failed", "no", "0" -> "failure";
            case null, default -> null;
        };
    }

    /** The file name of the program that wrote a record, empty where it does not say. */
    private static String program(AuditRecord audit) {
        String executable = audit.text("exe");
        return executable == null ? "" : fileName(executable);
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static boolean isSshd(String program) {
        return program.equals(SSHD) || program.equals("sshd-session");
    }

    private static void set(ActivityDraft draft, Attribute attribute, @Nullable String value) {
        if (value != null) {
            draft.set(attribute, value);
        }
    }

    private static Reading refused(String reason) {
        return new Reading.Refused(reason);
    }
}
