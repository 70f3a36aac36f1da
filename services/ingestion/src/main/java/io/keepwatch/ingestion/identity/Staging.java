package io.keepwatch.ingestion.identity;

import io.keepwatch.contracts.Identity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Changes that are decided and not yet made: later lines of a batch see what earlier ones did. Nothing of it is true
 * before it is durable and applied to the {@link Directory}. Used by one thread, while no other changes the directory.
 */
final class Staging {
    private final Directory directory;
    private final Map<String, Identity> people = new HashMap<>();
    private final Map<String, Optional<String>> claimants = new HashMap<>();
    private final List<Identity> changes = new ArrayList<>();

    Staging(Directory directory) {
        this.directory = directory;
    }

    /** Every record to publish, in order; a person may be in it twice. */
    List<Identity> changes() {
        return changes;
    }

    /** Decides one line; the reason of its rejection, or null if it is accepted. */
    @Nullable
    String decide(IdentityLine line) {
        Identity claim = line.identity();
        if (line.repeats(find(claim.subject()))) {
            return null;
        }
        Map<String, Set<String>> others = claim.retired() ? Map.of() : held(claim);
        if (!others.isEmpty() && !line.request().move()) {
            return "accounts: belongs to " + String.join(", ", others.keySet()) + "; with \"move\":true it moves";
        }
        // The one who gets an account comes first: a reader of the records in order never finds it nobody's.
        put(claim);
        others.forEach((holder, accounts) -> {
            Identity before = find(holder);
            if (before != null) {
                put(without(before, accounts, claim.validFrom()));
            }
        });
        return null;
    }

    /** Retires a person; false if there is none to retire. */
    boolean retire(String subject, Instant at) {
        Identity known = find(subject);
        if (known == null) {
            return false;
        }
        if (!known.retired()) {
            put(copy(known, known.accounts(), at, true));
        }
        return true;
    }

    private @Nullable Identity find(String subject) {
        Identity staged = people.get(subject);
        return staged != null ? staged : directory.find(subject);
    }

    private @Nullable String claimant(String account) {
        Optional<String> staged = claimants.get(account);
        return staged != null ? staged.orElse(null) : directory.claimantOfAccount(account);
    }

    /** Who else holds accounts of this claim, and which, in a fixed order. */
    private Map<String, Set<String>> held(Identity claim) {
        Map<String, Set<String>> others = new TreeMap<>();
        for (String account : claim.accounts()) {
            String holder = claimant(account);
            if (holder != null && !holder.equals(claim.subject())) {
                others.computeIfAbsent(holder, unknown -> new LinkedHashSet<>()).add(account);
            }
        }
        return others;
    }

    private void put(Identity identity) {
        Identity before = find(identity.subject());
        if (before != null && !before.retired()) {
            for (String account : before.accounts()) {
                if (identity.subject().equals(claimant(account))) {
                    claimants.put(account, Optional.empty());
                }
            }
        }
        if (!identity.retired()) {
            identity.accounts().forEach(account -> claimants.put(account, Optional.of(identity.subject())));
        }
        people.put(identity.subject(), identity);
        changes.add(identity);
    }

    private static Identity without(Identity before, Set<String> accounts, Instant at) {
        List<String> rest =
                before.accounts().stream().filter(a -> !accounts.contains(a)).toList();
        return copy(before, rest, at, before.retired());
    }

    private static Identity copy(Identity before, List<String> accounts, Instant validFrom, boolean retired) {
        return new Identity(
                before.subject(),
                accounts,
                before.hosts(),
                before.device(),
                before.department(),
                before.role(),
                before.peerGroup(),
                before.manager(),
                before.privileged(),
                before.contractor(),
                before.crownJewels(),
                before.timeZone(),
                before.workHours(),
                before.site(),
                before.clearance(),
                validFrom,
                retired);
    }
}
