package io.keepwatch.ingestion.auditd;

import org.jspecify.annotations.Nullable;

/** Accounts as the machine knows them: by name where the record or the daemon says it, else {@code uid:1000}. */
final class Account {
    /** The account of a login whose name the record withholds, as sshd does for accounts that do not exist. */
    static final String UNKNOWN = "(unknown)";

    static final String ROOT = "root";

    private static final String UNSET = "unset";

    private Account() {}

    /** The account in a field that holds a number; null where it is unset. */
    static @Nullable String of(AuditRecord audit, String field) {
        String number = audit.word(field);
        if (number == null || isUnset(number)) {
            return null;
        }
        String name = audit.names().get(field);
        if (name != null && !name.isBlank() && !name.equals(UNSET) && !name.startsWith("unknown(")) {
            return name;
        }
        Long uid = Numbers.decimal(number);
        if (uid == null) {
            return number;
        }
        return uid == 0 ? ROOT : "uid:" + uid;
    }

    /** Who acts: the account of the login it descends from, and for daemons the account they run as. */
    static @Nullable String actor(AuditRecord audit) {
        String login = of(audit, "auid");
        return login == null ? of(audit, "uid") : login;
    }

    /** What was logged in to. */
    static String target(AuditRecord audit) {
        String name = audit.text("acct");
        if (name != null && !name.isBlank()) {
            return name.startsWith("(") ? UNKNOWN : name;
        }
        String number = of(audit, "id");
        return number == null ? UNKNOWN : number;
    }

    /** {@code −1} and its unsigned twin. */
    private static boolean isUnset(String number) {
        return number.equals("4294967295") || number.equals("-1") || number.equals(UNSET);
    }
}
