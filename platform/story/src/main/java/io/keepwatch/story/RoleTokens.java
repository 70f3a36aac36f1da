package io.keepwatch.story;

import io.keepwatch.platform.LocalPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Tokens of the demo accounts, each used for a while: they live for five minutes. Not thread-safe. */
final class RoleTokens implements Function<String, String> {
    private static final Duration USED_FOR = Duration.ofMinutes(3);

    private final LocalPlatform platform;
    private final Map<String, Token> tokens = new HashMap<>();

    RoleTokens(LocalPlatform platform) {
        this.platform = platform;
    }

    private record Token(String text, long since) {}

    @Override
    public String apply(String role) {
        Token known = tokens.get(role);
        if (known == null || System.nanoTime() - known.since() > USED_FOR.toNanos()) {
            known = new Token(fresh(role), System.nanoTime());
            tokens.put(role, known);
        }
        return known.text();
    }

    private String fresh(String role) {
        try {
            return platform.token(role);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
