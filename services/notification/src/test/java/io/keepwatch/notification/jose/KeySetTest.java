package io.keepwatch.notification.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.notification.TestKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeySetTest {
    static Stream<String> useless() {
        PublicJsonWebKey unnamed = TestKeys.curve();
        unnamed.setUse("sig");
        PublicJsonWebKey both = TestKeys.curve();
        both.setKeyId("k");
        PublicJsonWebKey otherAlgorithm = TestKeys.named(TestKeys.rsa(), "k", "enc");
        otherAlgorithm.setAlgorithm("RSA1_5");
        PublicJsonWebKey badTime = TestKeys.named(TestKeys.curve(), "k", "sig");
        badTime.setOtherParameter("exp", "tomorrow");
        PublicJsonWebKey twice = TestKeys.named(TestKeys.curve(), "k", "sig");
        return Stream.of(
                "/no/such/file",
                "{",
                "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"k\",\"use\":\"sig\",\"k\":\"AAAA\"}]}",
                one(unnamed),
                one(both),
                one(otherAlgorithm),
                one(badTime),
                TestKeys.set(List.of(twice, twice), OutputControlLevel.INCLUDE_PRIVATE),
                TestKeys.set(List.of(twice), OutputControlLevel.PUBLIC_ONLY));
    }

    @ParameterizedTest
    @MethodSource("useless")
    @DisplayName("S2-100: a key set that cannot be used is refused at the start, naming the setting and no key")
    void shouldRefuseUselessKeys(String value) {
        assertThatThrownBy(() -> KeySet.read(value, "THE_SETTING", true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("THE_SETTING")
                .hasMessageNotContaining("\"d\"");
    }

    @Test
    @DisplayName("S2-100: the HR system's private keys are nobody else's")
    void shouldRefuseForeignPrivateKeys() {
        String set = one(TestKeys.named(TestKeys.curve(), "k", "sig"));

        assertThatThrownBy(() -> KeySet.read(set, "THE_SETTING", false)).hasMessageContaining("private part");
    }

    @Test
    @DisplayName("S2-100: one key has one owner and one use")
    void shouldRefuseOneKeyForTwoThings() {
        PublicJsonWebKey key = TestKeys.rsa();
        KeySet own = KeySet.read(one(TestKeys.named(key, "ours", "enc")), "OWN", true);
        KeySet system = KeySet.read(
                TestKeys.set(List.of(TestKeys.named(key, "theirs", "sig")), OutputControlLevel.PUBLIC_ONLY),
                "SYSTEM",
                false);

        assertThatThrownBy(() -> new Envelopes(own, system, Clock.systemUTC()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("S2-100: keys come from a file as well")
    void shouldReadAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("keys.json"), one(TestKeys.named(TestKeys.rsa(), "k", "enc")));

        assertThat(KeySet.read(file.toString(), "THE_SETTING", true).keys())
                .extracting(JoseKey::id)
                .containsExactly("k");
    }

    private static String one(PublicJsonWebKey key) {
        return TestKeys.set(List.of(key), OutputControlLevel.INCLUDE_PRIVATE);
    }
}
