package io.keepwatch.notification.notice;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Text from outside as the value of a mail header: one line of ASCII, longer or other text in encoded words (RFC 2047).
 * The mail client underneath would break characters beyond the basic plane in two.
 */
final class HeaderText {
    private static final int LONGEST = 200;
    /** What fits into an encoded word of at most 75 characters. */
    private static final int BYTES_PER_WORD = 45;

    private static final int LINE_SEPARATOR = 0x2028;
    private static final int PARAGRAPH_SEPARATOR = 0x2029;

    private HeaderText() {}

    /** Control characters, which would end the header and begin another one, become blanks. */
    static String of(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(LONGEST).map(c -> breaksLines(c) ? ' ' : c).forEach(line::appendCodePoint);
        String one = line.toString().strip();
        return one.chars().allMatch(c -> c < 0x7f) ? one : encoded(one);
    }

    private static boolean breaksLines(int c) {
        return Character.isISOControl(c) || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR;
    }

    private static String encoded(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int bytes = 0;
        for (int c : text.codePoints().toArray()) {
            String character = Character.toString(c);
            int more = character.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + more > BYTES_PER_WORD) {
                words.add(word(word));
                word.setLength(0);
                bytes = 0;
            }
            word.append(character);
            bytes += more;
        }
        words.add(word(word));
        return String.join(" ", words);
    }

    private static String word(CharSequence text) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8))
                + "?=";
    }
}
