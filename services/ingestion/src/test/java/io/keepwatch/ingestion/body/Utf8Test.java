package io.keepwatch.ingestion.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "plain ascii, longer than eight", "zwölf Boxkämpfer", "日本語", "😀😀", "\u007f\u0001"})
    void shouldTakeText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(Utf8.isText(bytes, 0, bytes.length)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00",
                "6161616161616100",
                "c080",
                "c1bf",
                "e08080",
                "e09fbf",
                "eda080",
                "edbfbf",
                "f08080af",
                "f4908080",
                "f5808080",
                "ff",
                "fe",
                "80",
                "c3",
                "e282",
                "f09f98",
                "6161616161616161c3"
            })
    @DisplayName("Invalid UTF-8: overlong, encoded surrogates, beyond the last character, cut off, NUL")
    void shouldRefuseWhatIsNotText(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(Utf8.isText(bytes, 0, bytes.length)).isFalse();
    }

    @Test
    @DisplayName("Random bytes: as the JDK's strict decoder says, NUL apart")
    void shouldAgreeWithTheStrictDecoder() {
        Random random = new Random(7);
        byte[] interesting = HexFormat.of().parseHex("00417f8081bfc0c1c2c3dfe0e1edeeeff0f1f3f4f5ff9fa0908f");
        for (int round = 0; round < 50_000; round++) {
            byte[] bytes = new byte[random.nextInt(14)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = interesting[random.nextInt(interesting.length)];
            }
            int from = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
            assertThat(Utf8.isText(bytes, from, bytes.length - from))
                    .as(HexFormat.of().formatHex(bytes, from, bytes.length))
                    .isEqualTo(isStrictText(bytes, from));
        }
    }

    private static boolean isStrictText(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return false;
            }
        }
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
