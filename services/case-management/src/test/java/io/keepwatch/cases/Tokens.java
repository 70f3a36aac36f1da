package io.keepwatch.cases;

import io.smallrye.jwt.build.Jwt;
import java.util.List;
import java.util.Map;

/** Access tokens as the realm gives them, signed with the tests' own key. */
final class Tokens {
    private Tokens() {}

    static String of(String account, String... roles) {
        return Jwt.issuer(RealPlatform.ISSUER)
                .preferredUserName(account)
                .subject("id-of-" + account)
                .audience("keepwatch")
                .claim("typ", "Bearer")
                .claim("realm_access", Map.of("roles", List.of(roles)))
                .sign();
    }
}
