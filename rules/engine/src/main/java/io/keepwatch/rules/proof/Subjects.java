package io.keepwatch.rules.proof;

import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds whose an activity is, as ingestion does where accounts are written as the identities write them: the person who
 * has the account, else {@code account:<source>/<name>}; without a user the sender of a mail, then the host's owner.
 */
public final class Subjects {
    private static final String NOBODY = "unknown";

    private final Map<String, String> byAccount = new HashMap<>();
    private final Map<String, String> byHost = new HashMap<>();
    private final Map<String, List<Identity>> records = new HashMap<>();

    /**
     * @param key the person's key, or the name of someone nobody knows
     * @param unresolved whether nobody knows
     */
    public record Subject(String key, boolean unresolved) {}

    /** Adds a record of a person; several of one person are changes of the profile, each from its own time on. */
    public void add(Identity identity) {
        records.computeIfAbsent(identity.subject(), _ -> new ArrayList<>()).add(identity);
        identity.accounts().forEach(account -> byAccount.putIfAbsent(account, identity.subject()));
        identity.hosts().forEach(host -> byHost.putIfAbsent(fold(host), identity.subject()));
    }

    /** Everybody of whom we were told anything. */
    Set<String> people() {
        return records.keySet();
    }

    /** What we were told of a person, in the order it was told; nothing of someone unknown. */
    public List<Identity> records(String subject) {
        return records.getOrDefault(subject, List.of());
    }

    public Subject of(ActivityDraft draft, String source) {
        String account = draft.user();
        if (account == null && draft.type() == ActivityType.EMAIL_SENT) {
            account = draft.given(Attribute.FROM);
        }
        if (account != null) {
            return known(byAccount.get(account), "account:" + source + "/" + account);
        }
        String host = draft.host();
        if (host != null) {
            return known(byHost.get(fold(host)), "host:" + fold(host));
        }
        return new Subject("account:" + source + "/" + NOBODY, true);
    }

    private static Subject known(@Nullable String person, String otherwise) {
        return person == null ? new Subject(otherwise, true) : new Subject(person, false);
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
