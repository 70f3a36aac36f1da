package io.keepwatch.ingestion.resolution;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.AuthLogin;
import io.keepwatch.ingestion.identity.Directory;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds whose an activity is. In this order, and the first that answers decides:
 *
 * <ol>
 *   <li>its user: the account as written, then in any case, then as a mail address, then as a badge number; an account
 *       of somebody who has left stays theirs until somebody else has it; one that nobody had stays {@code
 *       account:<source>/<name>};
 *   <li>without a user, the sender's address of a mail likewise;
 *   <li>without a user, its host: the one owner, else who logged in there interactively within 12 hours before, else
 *       {@code host:<name>};
 *   <li>without user and host, the address it came from: its owner, else who logged in from there within 12 hours
 *       before;
 *   <li>else {@code account:<source>/unknown}.
 * </ol>
 *
 * <p>Thread-safe.
 */
@Singleton
public final class Resolver {
    private static final String NOBODY = "unknown";
    private static final String BADGE = "badge:";
    private static final String MAILTO = "mailto:";

    private final Directory directory;
    private final LoginTrail logins;

    Resolver(Directory directory, LoginTrail logins) {
        this.directory = directory;
        this.logins = logins;
    }

    /**
     * Whose this activity is.
     *
     * @param source the feed it came by
     * @param at when it happened, in event time
     */
    public Owner ownerOf(ActivityDraft draft, String source, Instant at) {
        String account = account(draft);
        if (account != null) {
            String person = personBehind(account, draft.type());
            return person != null ? Owner.person(person) : Owner.account(source, account);
        }
        String host = draft.host();
        if (host != null) {
            Owner there = holder(host, onHost(host), at);
            return there != null ? there : Owner.host(fold(host));
        }
        String address = cameFrom(draft);
        if (address != null) {
            Owner there = holder(address, fromAddress(address), at);
            if (there != null) {
                return there;
            }
        }
        return Owner.account(source, NOBODY);
    }

    /** Remembers where people log in; to be told of every accepted activity, by any instance. */
    public void note(Activity activity) {
        if (!(activity instanceof AuthLogin login)
                || !"success".equals(login.outcome())
                || login.header().user() == null) {
            return;
        }
        Owner who = new Owner(login.header().subject(), login.header().unresolved());
        String host = login.header().host();
        if (host != null && "interactive".equals(login.channel())) {
            logins.add(onHost(host), login.header().time(), who);
        }
        if (login.ip() != null && !"service".equals(login.channel())) {
            logins.add(fromAddress(login.ip()), login.header().time(), who);
        }
    }

    private static @Nullable String account(ActivityDraft draft) {
        if (draft.user() != null) {
            return draft.user();
        }
        if (draft.type() == ActivityType.EMAIL_SENT) {
            String from = draft.given(Attribute.FROM);
            return from == null || from.isBlank() || from.length() > ActivityDraft.LONGEST_KEY ? null : from;
        }
        return null;
    }

    private @Nullable String personBehind(String account, @Nullable ActivityType type) {
        String person = directory.holderOfAccount(account);
        if (person == null && account.indexOf('@') > 0) {
            person = directory.holderOfAccount(bareAddress(account));
        }
        if (person == null && type == ActivityType.BADGE_SWIPE && !account.startsWith(BADGE)) {
            person = directory.holderOfAccount(BADGE + account);
        }
        return person;
    }

    /** The address of {@code Kara Muster <kara@corp.example>} or {@code mailto:kara@corp.example}. */
    private static String bareAddress(String text) {
        int open = text.lastIndexOf('<');
        int close = text.lastIndexOf('>');
        if (open >= 0 && close > open) {
            return text.substring(open + 1, close).strip();
        }
        return text.regionMatches(true, 0, MAILTO, 0, MAILTO.length()) ? text.substring(MAILTO.length()) : text;
    }

    private @Nullable Owner holder(String name, String place, Instant at) {
        String owner = directory.ownerOfHost(name);
        return owner != null ? Owner.person(owner) : logins.lastAt(place, at);
    }

    /** The address of the person's side, where the activity tells it. */
    private static @Nullable String cameFrom(ActivityDraft draft) {
        if (draft.type() == ActivityType.AUTH_LOGIN) {
            return draft.given(Attribute.IP);
        }
        if (draft.type() == ActivityType.NETWORK_CONNECT && "in".equals(draft.given(Attribute.DIRECTION))) {
            return draft.given(Attribute.REMOTE_IP);
        }
        return null;
    }

    private static String onHost(String host) {
        return "host:" + fold(host);
    }

    private static String fromAddress(String address) {
        return "from:" + fold(address);
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
