package io.keepwatch.hunting.store;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * What makes an activity this one and no other: source, id and time, as the evaluator has it, in 128 bits of SHA-256. A
 * sender chooses ids; a weaker hash would let one choose an id that makes another activity look like a repeat.
 */
record ActivityKey(long high, long low) {
    static final int BYTES = 2 * Long.BYTES;

    /** Makes keys; one for each thread. */
    static final class Maker {
        private final MessageDigest digest = sha256();

        ActivityKey of(Activity activity) {
            ActivityHeader header = activity.header();
            return of(header.source(), header.id(), header.time());
        }

        ActivityKey of(String source, String id, Instant time) {
            byte[] sourceBytes = source.getBytes(StandardCharsets.UTF_8);
            byte[] idBytes = id.getBytes(StandardCharsets.UTF_8);
            ByteBuffer lengthAndTime = ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES)
                    .putInt(sourceBytes.length)
                    .putInt(time.getNano())
                    .putLong(time.getEpochSecond());
            digest.update(lengthAndTime.array());
            digest.update(sourceBytes);
            ByteBuffer hash = ByteBuffer.wrap(digest.digest(idBytes));
            return new ActivityKey(hash.getLong(), hash.getLong());
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }
}
