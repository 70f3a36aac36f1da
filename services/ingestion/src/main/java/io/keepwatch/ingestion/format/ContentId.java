package io.keepwatch.ingestion.format;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Derives an id from a record's own content, for senders that give none: the same record delivered again gets the same
 * id and counts once. Used by one thread.
 */
public final class ContentId {
    private final MessageDigest sha256 = sha256();

    /** The SHA-256 of the bytes, in hexadecimal. */
    public String of(byte[] buffer, int offset, int length) {
        sha256.update(buffer, offset, length);
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
