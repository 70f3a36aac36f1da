package io.keepwatch.notification.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.notification.Envelope;
import io.keepwatch.notification.TestKeys;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.keys.PbkdfKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileEnvelopeTest {
    private static final Map<String, String> SETTINGS = TestKeys.made();
    private static final Duration LONGEST = Duration.ofMillis(50);
    private static final int MOST_TRIES = 50;
    private static final String EVENT = "{\"event\":\"resignation\",\"subject\":\"kara\"}";

    private final Envelopes envelopes = envelopes(Clock.systemUTC());

    static Stream<Named<String>> attacks() throws JoseException {
        PublicJsonWebKey ours = key(TestKeys.OPENING);
        PublicJsonWebKey curve = key(TestKeys.OLD_OPENING);
        PublicJsonWebKey hr = key(TestKeys.SIGNING);
        PublicJsonWebKey callback = key(TestKeys.CALLBACK);
        String good = new Envelope(hr, ours).around(EVENT);
        String bomb = new Envelope(hr, ours).outer("zip", "DEF").around(EVENT + " ".repeat(5_000_000));
        return Stream.of(
                Named.of("zip bomb", bomb),
                Named.of("PBES2 with ten million iterations", passwordBased()),
                Named.of("dir", header(good, 0, h -> h.replace("RSA-OAEP-256", "dir"))),
                Named.of("RSA1_5", new Envelope(hr, ours).outer("alg", "RSA1_5").around(EVENT)),
                Named.of(
                        "OAEP with SHA-1",
                        new Envelope(hr, ours).outer("alg", "RSA-OAEP").around(EVENT)),
                Named.of(
                        "CBC",
                        new Envelope(hr, ours).outer("enc", "A128CBC-HS256").around(EVENT)),
                Named.of("plain inside", new Envelope(hr, ours).encrypted(EVENT)),
                Named.of(
                        "alg none inside",
                        new Envelope(hr, ours).inner("alg", "none").around(EVENT)),
                Named.of("HMAC with the public key", new Envelope(hr, ours).encrypted(hmacWithPublicKey(hr))),
                Named.of("signed by the callback key", new Envelope(callback, ours).around(EVENT)),
                Named.of(
                        "signed by the callback key under another name",
                        new Envelope(callback, ours)
                                .inner("kid", TestKeys.OLD_SIGNING)
                                .around(EVENT)),
                Named.of("signed by ourselves", new Envelope(key(TestKeys.OWN_SIGNING), ours).around(EVENT)),
                Named.of("signed by a stranger", new Envelope(stranger(), ours).around(EVENT)),
                Named.of(
                        "signed by a key whose time is over",
                        new Envelope(key(TestKeys.EXPIRED_SIGNING), ours).around(EVENT)),
                Named.of(
                        "signed by a key whose time has not come",
                        new Envelope(key(TestKeys.COMING_SIGNING), ours).around(EVENT)),
                Named.of("sealed for somebody else", new Envelope(hr, callback).around(EVENT)),
                Named.of(
                        "sealed for a key that is gone",
                        new Envelope(hr, ours).outer("kid", "kw-enc-0").around(EVENT)),
                Named.of(
                        "a key id that is a path",
                        new Envelope(hr, ours).outer("kid", "../../etc/passwd").around(EVENT)),
                Named.of(
                        "a key id of another purpose",
                        new Envelope(hr, ours)
                                .outer("kid", TestKeys.OWN_SIGNING)
                                .around(EVENT)),
                Named.of("encrypted fifty times", fiftyTimes(hr, curve)),
                Named.of("encrypted twice", new Envelope(hr, ours).encrypted(new Envelope(hr, curve).around(EVENT))),
                Named.of(
                        "jku",
                        new Envelope(hr, ours)
                                .inner("jku", "https://evil.example/keys")
                                .around(EVENT)),
                Named.of(
                        "x5u outside",
                        new Envelope(hr, ours)
                                .outer("x5u", "https://evil.example/c")
                                .around(EVENT)),
                Named.of(
                        "own key along",
                        new Envelope(stranger(), ours)
                                .inner("jwk", stranger().toParams(OutputControlLevel.PUBLIC_ONLY))
                                .around(EVENT)),
                Named.of(
                        "certificates along",
                        new Envelope(hr, ours).inner("x5c", List.of("MIIB")).around(EVENT)),
                Named.of(
                        "critical extensions",
                        header(good, 0, h -> h.replace("\"cty\":\"JOSE\"", "\"crit\":[\"x\"],\"x\":1"))),
                Named.of("a member twice", header(good, 0, h -> h.replace("{", "{\"alg\":\"dir\","))),
                Named.of("a header of 40 kB", header(good, 0, h -> h.replace("JOSE", "J".repeat(40_000)))),
                Named.of("a header that is no object", header(good, 0, _ -> "[]")),
                Named.of("a deep header", header(good, 0, _ -> "{\"epk\":" + "[".repeat(1_000))),
                Named.of("a signature of zeros", psychic(hr, ours)),
                Named.of(
                        "another algorithm than the key's",
                        new Envelope(hr, ours)
                                .inner("kid", TestKeys.OLD_SIGNING)
                                .around(EVENT)),
                Named.of("a point that is on no curve", offCurve(hr, curve)),
                Named.of("one letter of the content changed", changed(good)),
                Named.of("a short tag", good.substring(0, good.length() - 6)),
                Named.of("an empty part", good.replaceFirst("\\.[^.]+\\.", "..")),
                Named.of("a part too many", good + ".AAAA"),
                Named.of("JSON serialisation", "{\"protected\":\"e30\",\"ciphertext\":\"\"}"),
                Named.of("dots alone", ".".repeat(60_000)),
                Named.of("the signature alone", new Envelope(hr, ours).signed(EVENT)),
                Named.of("for somebody else", new Envelope(hr, ours).around(with("\"aud\":\"payroll\""))),
                Named.of("for several others", new Envelope(hr, ours).around(with("\"aud\":[\"a\",\"b\"]"))),
                Named.of("over", new Envelope(hr, ours).around(with("\"exp\":1700000000"))),
                Named.of("not yet", new Envelope(hr, ours).around(with("\"nbf\":4102444800"))),
                Named.of("issued tomorrow", new Envelope(hr, ours).around(with("\"iat\":4102444800"))),
                Named.of("a time of words", new Envelope(hr, ours).around(with("\"exp\":\"soon\""))));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    @DisplayName("H02 reliability §4: what is not one known encryption around one known signature is refused, quickly")
    void shouldRefuseQuickly(String envelope) {
        byte[] body = envelope.getBytes(StandardCharsets.ISO_8859_1);
        long quickest = Long.MAX_VALUE;
        for (int i = 0; i < MOST_TRIES && quickest >= LONGEST.toNanos(); i++) {
            long begin = System.nanoTime();
            assertThatThrownBy(() -> envelopes.open(body)).isInstanceOf(UnacceptableException.class);
            quickest = Math.min(quickest, System.nanoTime() - begin);
        }

        // Of several tries the quickest says what the work costs; the others, what else the machine had to do.
        assertThat(Duration.ofNanos(quickest)).isLessThan(LONGEST);
    }

    @Test
    @DisplayName("S2-100: every key of either side that is valid opens and proves, with its id or without")
    void shouldOpenWithEveryValidKey() throws UnacceptableException {
        for (String signing : List.of(TestKeys.SIGNING, TestKeys.OLD_SIGNING, TestKeys.EDWARDS_SIGNING)) {
            for (String sealing : List.of(TestKeys.OPENING, TestKeys.OLD_OPENING)) {
                Envelope named = new Envelope(key(signing), key(sealing));
                Envelope unnamed = new Envelope(key(signing), key(sealing))
                        .inner("kid", null)
                        .outer("kid", null);

                assertThat(envelopes.open(bytes(named.around(EVENT)))).isEqualTo(bytes(EVENT));
                assertThat(envelopes.open(bytes(unnamed.around(EVENT)))).isEqualTo(bytes(EVENT));
            }
        }
        assertThat(envelopes.open(bytes(new Envelope(key(TestKeys.OLD_SIGNING), key(TestKeys.OPENING))
                        .inner("alg", "RS256")
                        .around(EVENT))))
                .isEqualTo(bytes(EVENT));
    }

    @Test
    @DisplayName("S2-100: what a body says of itself may be there, if it is true")
    void shouldBelieveTrueClaims() throws UnacceptableException {
        String said = with("\"iss\":\"hris\",\"aud\":[\"x\",\"keepwatch\"],\"iat\":1700000000,\"exp\":4102444800");

        assertThat(envelopes.open(bytes(new Envelope(key(TestKeys.SIGNING), key(TestKeys.OPENING)).around(said))))
                .isEqualTo(bytes(said));
    }

    @Test
    @DisplayName("S2-100: a key is valid from nbf up to and without exp")
    void shouldRespectValidity() throws UnacceptableException {
        byte[] coming = bytes(new Envelope(key(TestKeys.COMING_SIGNING), key(TestKeys.OPENING)).around(EVENT));
        Instant begin = Instant.ofEpochSecond(4_102_444_800L);

        assertThat(envelopes(Clock.fixed(begin, ZoneOffset.UTC)).open(coming)).isEqualTo(bytes(EVENT));
        Envelopes before = envelopes(Clock.fixed(begin.minusMillis(1), ZoneOffset.UTC));
        assertThatThrownBy(() -> before.open(coming)).isInstanceOf(UnacceptableException.class);
    }

    private static String with(String claims) {
        return EVENT.replace("{", "{" + claims + ",");
    }

    private static String passwordBased() throws JoseException {
        JsonWebEncryption jwe = new JsonWebEncryption();
        jwe.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        jwe.setAlgorithmHeaderValue("PBES2-HS512+A256KW");
        jwe.setEncryptionMethodHeaderParameter("A256GCM");
        jwe.setHeader("p2c", 10_000L);
        jwe.setPayload(EVENT);
        jwe.setKey(new PbkdfKey("a long enough password"));
        return header(jwe.getCompactSerialization(), 0, h -> h.replace("10000", "10000000"));
    }

    private static String hmacWithPublicKey(PublicJsonWebKey hr) throws JoseException {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue("HS256");
        jws.setKeyIdHeaderValue(hr.getKeyId());
        jws.setPayload(EVENT);
        jws.setKey(new HmacKey(hr.getPublicKey().getEncoded()));
        return jws.getCompactSerialization();
    }

    private static String fiftyTimes(PublicJsonWebKey hr, PublicJsonWebKey ours) {
        String token = new Envelope(hr, ours).around("{}");
        // Each layer is a third longer; what would be too long for the door is refused there.
        for (int i = 0; i < 49 && token.length() < 60_000; i++) {
            token = new Envelope(hr, ours).encrypted(token);
        }
        return token;
    }

    /** CVE-2022-21449: r and s are nothing. */
    private static String psychic(PublicJsonWebKey hr, PublicJsonWebKey ours) {
        String signed = new Envelope(hr, ours).signed(EVENT);
        String nothing = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]);
        return new Envelope(hr, ours).encrypted(signed.substring(0, signed.lastIndexOf('.') + 1) + nothing);
    }

    private static String offCurve(PublicJsonWebKey hr, PublicJsonWebKey ours) {
        String one = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]);
        return header(
                new Envelope(hr, ours).around(EVENT),
                0,
                h -> h.replaceAll("\"([xy])\":\"[^\"]*\"", "\"$1\":\"" + one + "\""));
    }

    private static String changed(String token) {
        int at = token.lastIndexOf('.') - 10;
        return token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);
    }

    /** The token with another header. */
    private static String header(String token, int part, UnaryOperator<String> change) {
        String[] parts = token.split("\\.");
        String header = new String(Base64.getUrlDecoder().decode(parts[part]), StandardCharsets.UTF_8);
        parts[part] = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(change.apply(header)));
        return String.join(".", parts);
    }

    private static PublicJsonWebKey stranger() {
        return TestKeys.named(TestKeys.curve(), TestKeys.SIGNING, "sig");
    }

    private static PublicJsonWebKey key(String id) {
        return TestKeys.key(id, SETTINGS);
    }

    private static Envelopes envelopes(Clock machine) {
        return new Envelopes(
                KeySet.read(SETTINGS.getOrDefault("keepwatch.hr-keys.own", ""), "OWN", true),
                KeySet.read(SETTINGS.getOrDefault("keepwatch.hr-keys.system", ""), "SYSTEM", false),
                machine);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
