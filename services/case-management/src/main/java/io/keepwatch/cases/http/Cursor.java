package io.keepwatch.cases.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The place in a list after which the next page begins: the sort keys of the last item shown. On the wire it is opaque
 * and carries a digest over itself and the question it belongs to, so that a cursor that was altered, or is used with
 * other filters, is noticed. It grants nothing: every page is filtered by what its reader may see.
 *
 * @param keys the sort keys, most significant first
 */
public record Cursor(List<String> keys) {
    private static final int DIGEST_BYTES = 12;
    private static final String SEPARATOR = "\u0000";

    public Cursor {
        keys = List.copyOf(keys);
    }

    public static Cursor after(String... keys) {
        return new Cursor(List.of(keys));
    }

    /** @param question operation, filters and order that the list was asked for with */
    public String encode(String question) {
        byte[] body = String.join(SEPARATOR, keys).getBytes(StandardCharsets.UTF_8);
        byte[] digest = digest(body, question);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(digest.length + body.length)
                        .put(digest)
                        .put(body)
                        .array());
    }

    /** The cursor, or nothing if the text is not what {@link #encode} gave for this question, to the last bit. */
    public static Optional<Cursor> decode(String text, String question) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length < DIGEST_BYTES
                || !Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(bytes)
                        .equals(text)) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOfRange(bytes, DIGEST_BYTES, bytes.length);
        if (!MessageDigest.isEqual(digest(body, question), Arrays.copyOf(bytes, DIGEST_BYTES))) {
            return Optional.empty();
        }
        return Optional.of(new Cursor(List.of(new String(body, StandardCharsets.UTF_8).split(SEPARATOR, -1))));
    }

    private static byte[] digest(byte[] body, String question) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(question.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            return Arrays.copyOf(sha.digest(body), DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
