package io.keepwatch.ingestion.identity;

import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.IdentityJson;
import io.keepwatch.contracts.MalformedMessageException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code PUT /v1/identities}, checked for all that can be checked without knowing anyone else.
 *
 * @param number the line's number in the request
 * @param json the line itself
 */
record IdentityLine(long number, byte[] json, IdentityJson.Request request) {
    /** How many accounts, and how many hosts, one person may have. */
    static final int MOST_NAMES = 1_000;

    /** @throws MalformedMessageException if it is not an identity; the reason names the field */
    static IdentityLine read(long number, byte[] json, Instant now) throws MalformedMessageException {
        IdentityJson.Request request = IdentityJson.read(json, now);
        Identity identity = request.identity();
        // Such names are of those whom nobody knows yet.
        if (identity.subject().startsWith("account:") || identity.subject().startsWith("host:")) {
            throw new MalformedMessageException("subject: may not begin with account: or host:");
        }
        check("accounts", identity.accounts());
        check("hosts", identity.hosts());
        return new IdentityLine(number, json, request);
    }

    Identity identity() {
        return request.identity();
    }

    /** True if the line says nothing that {@code known} does not say: a {@code validFrom} it leaves out is no news. */
    boolean repeats(@Nullable Identity known) {
        if (known == null) {
            return false;
        }
        try {
            return IdentityJson.read(json, known.validFrom()).identity().equals(known);
        } catch (MalformedMessageException e) {
            throw new IllegalStateException("a line was read once and not twice", e);
        }
    }

    private static void check(String field, List<String> names) throws MalformedMessageException {
        if (names.size() > MOST_NAMES) {
            throw new MalformedMessageException(field + ": more than " + MOST_NAMES);
        }
        for (String name : names) {
            if (name.isBlank() || name.length() > ActivityDraft.LONGEST_KEY) {
                throw new MalformedMessageException(
                        field + ": expected 1 to " + ActivityDraft.LONGEST_KEY + " characters each, not blank");
            }
        }
    }
}
