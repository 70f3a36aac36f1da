package io.keepwatch.notification;

import io.smallrye.jwt.build.Jwt;
import java.util.List;
import java.util.Map;

/** Access tokens as the realm would issue them. */
public final class Tokens {
    private Tokens() {}

    public static String of(String... roles) {
        return Jwt.claims()
                .audience("keepwatch")
                .subject("tester")
                .upn("tester")
                .claim("typ", "Bearer")
                .claim("realm_access", Map.of("roles", List.of(roles)))
                .sign();
    }

    /** As {@link #of} would, but for somebody else's service. */
    public static String forAnotherAudience(String... roles) {
        return Jwt.claims()
                .audience("elsewhere")
                .subject("tester")
                .claim("typ", "Bearer")
                .claim("realm_access", Map.of("roles", List.of(roles)))
                .sign();
    }
}
