package io.keepwatch.hunting.asking;

import io.keepwatch.contracts.ActivityHeader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * Where a page ended: the next one has what is before it, by time and then by source and id, newest first. As text it
 * belongs to the question that it was given with. It is no secret and proves nothing: what it holds is only compared with.
 *
 * @param source empty, as {@code id}, if everything at that time is on pages before
 */
record Cursor(Instant time, String source, String id) {
    private static final int VERSION = 1;
    private static final int LONGEST = 8_192;

    static Cursor after(ActivityHeader last) {
        return new Cursor(last.time(), last.source(), last.id());
    }

    static Cursor before(Instant time) {
        return new Cursor(time, "", "");
    }

    boolean isTimeOnly() {
        return source.isEmpty();
    }

    String text(Asked asked) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(fingerprint(asked));
            out.writeLong(Sql.nanos(time));
            out.writeUTF(source);
            out.writeUTF(id);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** @throws ParameterException if it is no cursor, or another question's */
    static Cursor read(String text, Asked asked) throws ParameterException {
        if (text.length() > LONGEST) {
            throw unreadable();
        }
        try (DataInputStream in = new DataInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(text)))) {
            if (in.readByte() != VERSION) {
                throw unreadable();
            }
            boolean ours = in.readLong() == fingerprint(asked);
            Cursor cursor = new Cursor(Sql.instant(in.readLong()), in.readUTF(), in.readUTF());
            if (in.read() >= 0) {
                throw unreadable();
            }
            if (!ours) {
                throw new ParameterException(
                        "cursor", "belongs to another question; ask this one from its first page, with the same times");
            }
            return cursor;
        } catch (IllegalArgumentException | IOException e) {
            throw unreadable();
        }
    }

    private static ParameterException unreadable() {
        return new ParameterException("cursor", "is none that was given out; ask from the first page");
    }

    private static long fingerprint(Asked asked) {
        CRC32C crc = new CRC32C();
        crc.update((asked.question() + "\n" + asked.from() + "\n" + asked.to()).getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
