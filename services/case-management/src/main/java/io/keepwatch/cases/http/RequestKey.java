package io.keepwatch.cases.http;

import io.keepwatch.cases.audit.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request that may be repeated: the caller's key in the caller's own name, and what was asked under it.
 *
 * @param id of caller, operation and key
 * @param digest of what was asked
 */
public record RequestKey(UUID id, String digest) {
    private static final int LONGEST_KEY = 200;

    /**
     * Reads {@code Idempotency-Key}; null where there is none. Fails with 400 where it is none.
     *
     * @param operation with the thing it is about
     * @param asked everything that makes the request what it is
     */
    public static @Nullable RequestKey read(@Nullable String key, Caller caller, String operation, Object asked) {
        if (key == null) {
            return null;
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Problems.invalidBody(List.of(new Problems.Violation(
                    "Idempotency-Key", "header", "expected 1 to " + LONGEST_KEY + " characters")));
        }
        String name = caller.id() + '\n' + operation + '\n' + key;
        return new RequestKey(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), digest(asked.toString()));
    }

    private static String digest(String text) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
