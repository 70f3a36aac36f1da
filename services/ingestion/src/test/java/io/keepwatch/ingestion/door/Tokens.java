package io.keepwatch.ingestion.door;

import io.smallrye.jwt.build.Jwt;
import java.util.List;
import java.util.Map;

/** Tokens as the realm makes them. */
final class Tokens {
    private Tokens() {}

    /** A client of this role that may name any source. */
    static String of(String... roles) {
        return of(List.of("*"), roles);
    }

    static String of(List<String> sources, String... roles) {
        return Jwt.claims()
                .subject("service-account-test")
                .audience("keepwatch")
                .claim("azp", "test-client")
                .claim("sources", sources)
                .claim("typ", "Bearer")
                .claim("realm_access", Map.of("roles", List.of(roles)))
                .expiresIn(300)
                .sign();
    }

    static String forAudience(String audience, String... roles) {
        return Jwt.claims()
                .subject("service-account-test")
                .audience(audience)
                .claim("typ", "Bearer")
                .claim("realm_access", Map.of("roles", List.of(roles)))
                .expiresIn(300)
                .sign();
    }
}
