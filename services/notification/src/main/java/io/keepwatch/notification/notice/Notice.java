package io.keepwatch.notification.notice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One message for one destination.
 *
 * @param id derived from message and destination, so that every delivery of it carries the same; the receiver's key
 *     against repeats
 * @param destination where it goes
 * @param told what it says
 */
record Notice(String id, Destination destination, Told told) {
    private static final int ID_BYTES = 16;

    static Notice of(Told told, Destination destination) {
        return new Notice(id(told.id(), destination), destination, told);
    }

    private static String id(String eventId, Destination destination) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((destination + "\n" + eventId).getBytes(StandardCharsets.UTF_8));
            return "nt-" + HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
