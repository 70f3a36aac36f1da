package io.keepwatch.evaluator.http;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.util.List;
import java.util.Map;

/** Tokens as the realm would issue them. */
final class Tokens {
    private Tokens() {}

    static String of(String role) {
        return claims(role).issuer(RealBroker.ISSUER).audience("keepwatch").sign();
    }

    /** A token of the realm that was meant for somebody else. */
    static String foreign() {
        return claims("analyst").issuer(RealBroker.ISSUER).audience("other").sign();
    }

    private static JwtClaimsBuilder claims(String role) {
        return Jwt.preferredUserName("somebody")
                .subject("id-of-somebody")
                .claim("typ", "Bearer")
                .claim("realm_access", Map.of("roles", List.of(role)));
    }
}
