package io.keepwatch.ingestion.activity;

import io.keepwatch.contracts.ActivityDraft;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Which feeds the bearer of a token may speak for: those of its claim {@code sources}, any where it holds {@code *},
 * and always the client's own name.
 */
record SourceGrant(String client, Set<String> sources) {
    private static final String CLAIM = "sources";
    private static final String ANY = "*";

    static SourceGrant of(JsonWebToken token) {
        Set<String> sources = new HashSet<>();
        collect(token.getClaim(CLAIM), sources);
        return new SourceGrant(client(token), Set.copyOf(sources));
    }

    boolean holds(String source) {
        return sources.contains(ANY) || sources.contains(source) || source.equals(client);
    }

    private static void collect(@Nullable Object claim, Set<String> sources) {
        switch (claim) {
            case String text -> sources.add(text);
            case JsonString text -> sources.add(text.getString());
            case JsonArray list -> list.forEach(item -> collect(item, sources));
            case Collection<?> list -> list.forEach(item -> collect(item, sources));
            case null, default -> {
                // No claim, no source but the client's own.
            }
        }
    }

    private static String client(JsonWebToken token) {
        for (String claim : new String[] {"azp", "client_id", "sub"}) {
            Object value = token.getClaim(claim);
            String text = value instanceof JsonString json ? json.getString() : value instanceof String s ? s : "";
            if (!text.isBlank() && text.length() <= ActivityDraft.LONGEST_KEY) {
                return text;
            }
        }
        return "unnamed";
    }
}
