package io.keepwatch.platform.outside;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail as its reader sees it: unfolded headers with their encoded words decoded (RFC 2047), and a body of one part
 * decoded from quoted-printable or base64. A body of several parts stays as it came.
 *
 * @param headers by name, in any case
 * @param body text
 */
record MailText(Map<String, String> headers, String body) {
    private static final Pattern ENCODED_WORD = Pattern.compile("=\\?([^?\\s]+)\\?([bBqQ])\\?([^?]*)\\?=");
    private static final Pattern BETWEEN_ENCODED_WORDS = Pattern.compile("(\\?=)\\s+(=\\?)");
    private static final Pattern CHARSET = Pattern.compile("charset=\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);

    /** @param lines the message without its closing dot, dots unstuffed; bytes as ISO 8859-1 */
    static MailText of(List<String> lines) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int next = 0;
        while (next < lines.size() && !lines.get(next).isEmpty()) {
            StringBuilder header = new StringBuilder(lines.get(next++));
            while (next < lines.size() && lines.get(next).matches("[ \t].*")) {
                header.append(lines.get(next++));
            }
            int colon = header.indexOf(":");
            if (colon > 0) {
                headers.merge(
                        header.substring(0, colon).strip(),
                        decodedWords(header.substring(colon + 1).strip()),
                        (first, second) -> first + ", " + second);
            }
        }
        String body = String.join("\n", lines.subList(Math.min(next + 1, lines.size()), lines.size()));
        return new MailText(headers, decodedBody(headers, body));
    }

    private static String decodedBody(Map<String, String> headers, String body) {
        Charset charset = charset(headers.getOrDefault("Content-Type", ""));
        String encoding =
                headers.getOrDefault("Content-Transfer-Encoding", "7bit").toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "quoted-printable" -> new String(quotedPrintable(body.replaceAll("=[ \t]*\n", "")), charset);
            case "base64" -> new String(Base64.getMimeDecoder().decode(body), charset);
            default -> new String(body.getBytes(StandardCharsets.ISO_8859_1), charset);
        };
    }

    private static String decodedWords(String header) {
        return ENCODED_WORD
                .matcher(BETWEEN_ENCODED_WORDS.matcher(header).replaceAll("$1$2"))
                .replaceAll(word -> {
                    byte[] bytes = word.group(2).equalsIgnoreCase("b")
                            ? Base64.getMimeDecoder().decode(word.group(3))
                            : quotedPrintable(word.group(3).replace('_', ' '));
                    return Matcher.quoteReplacement(new String(bytes, named(word.group(1))));
                });
    }

    private static byte[] quotedPrintable(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '=' && i + 2 < text.length() && isHex(text.charAt(i + 1)) && isHex(text.charAt(i + 2))) {
                bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(letter);
            }
        }
        return bytes.toByteArray();
    }

    private static boolean isHex(char letter) {
        return Character.digit(letter, 16) >= 0;
    }

    private static Charset charset(String contentType) {
        Matcher charset = CHARSET.matcher(contentType);
        return charset.find() ? named(charset.group(1)) : StandardCharsets.UTF_8;
    }

    private static Charset named(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
