package io.keepwatch.ingestion.auditd;

import static io.keepwatch.contracts.Attribute.APPLICATION;
import static io.keepwatch.contracts.Attribute.CHANNEL;
import static io.keepwatch.contracts.Attribute.IP;
import static io.keepwatch.contracts.Attribute.LOGIN_OUTCOME;
import static io.keepwatch.contracts.Attribute.PRIVILEGED;
import static io.keepwatch.contracts.Attribute.SESSION;
import static io.keepwatch.contracts.Attribute.SESSION_KIND;
import static io.keepwatch.contracts.Attribute.SINCE;

import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.MalformedMessageException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a login leaves: one of its records is the login, one the session, the others are steps. */
final class LoginReader {
    private static final String SSHD = "sshd";
    /** Programs that write USER_LOGIN themselves, so that their USER_AUTH is a step of a login and not one more. */
    private static final Set<String> WRITE_LOGINS =
            Set.of(SSHD, "sshd-session", "sshd-auth", "login", "gdm-session-worker", "gdm-session-wor");

    private final Sessions sessions;

    LoginReader(Sessions sessions) {
        this.sessions = sessions;
    }

    static Reading userLogin(AuditEvent event, AuditRecord login) throws MalformedMessageException {
        String outcome = outcome(login);
        return outcome == null
                ? Reading.refused("res: expected success or failed")
                : new Reading.Read(login(event, login, Account.target(login), outcome));
    }

    /**
     * Wrong passwords for su, sudo and others that write no USER_LOGIN. The one who tried is known by the login they sit
     * in, if there is one.
     */
    static Reading userAuth(AuditEvent event, AuditRecord auth) throws MalformedMessageException {
        String outcome = outcome(auth);
        if (outcome == null) {
            return Reading.refused("res: expected success or failed");
        }
        if (outcome.equals("success") || WRITE_LOGINS.contains(program(auth))) {
            return Reading.refused("USER_AUTH: a step of a login, which USER_LOGIN reports");
        }
        String actor = Account.of(auth, "auid");
        return new Reading.Read(login(event, auth, actor == null ? Account.target(auth) : actor, outcome));
    }

    private static ActivityDraft login(AuditEvent event, AuditRecord login, String user, String outcome)
            throws MalformedMessageException {
        ActivityDraft draft = event.draft(ActivityType.AUTH_LOGIN, user);
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

    Reading userStart(AuditEvent event, AuditRecord start) throws MalformedMessageException {
        noteScheduler(event, start);
        if (!"success".equals(outcome(start))) {
            return Reading.refused("res: the session was not opened");
        }
        if (!isSshd(program(start))) {
            return Reading.refused("USER_START: not an ssh session");
        }
        Sessions.Key session = event.session(start);
        if (session != null) {
            sessions.report(session);
        }
        return new Reading.Read(opened(event, session, Account.target(start)));
    }

    Reading loginUid(AuditEvent event, AuditRecord login) throws MalformedMessageException {
        String outcome = outcome(login);
        String domain = login.word("subj");
        AuditRecord syscall = event.syscall();
        String executable = syscall == null ? null : syscall.text("exe");
        boolean ssh =
                domain != null && domain.contains(":sshd_t") || executable != null && isSshd(fileName(executable));
        if (!ssh || !"success".equals(outcome)) {
            return Reading.refused(ssh ? "res: the login was refused" : "LOGIN: not known to be an ssh session");
        }
        Sessions.Key session = event.session(login);
        if (session == null) {
            return Reading.refused("ses: missing");
        }
        if (sessions.isReported(session)) {
            return new Reading.PartOfAnother();
        }
        String user = Account.of(login, "auid");
        return new Reading.Waits(opened(event, session, user == null ? Account.UNKNOWN : user), session);
    }

    private static ActivityDraft opened(AuditEvent event, Sessions.@Nullable Key session, String user)
            throws MalformedMessageException {
        ActivityDraft draft = event.draft(ActivityType.SESSION_OPEN, user);
        if (session != null) {
            draft.set(SESSION, Long.toString(session.number()));
        }
        draft.set(SESSION_KIND, "ssh");
        draft.set(SINCE, Instant.ofEpochMilli(event.stamp().millis()));
        return draft;
    }

    /** Remembers who scheduled a session, where a record says so. */
    void noteScheduler(AuditEvent event, AuditRecord audit) {
        Sessions.Key session = event.session(audit);
        if (session != null) {
            switch (program(audit)) {
                case "cron", "crond" -> sessions.scheduled(session, "cron");
                case "atd" -> sessions.scheduled(session, "at");
                default -> {}
            }
        }
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
}
