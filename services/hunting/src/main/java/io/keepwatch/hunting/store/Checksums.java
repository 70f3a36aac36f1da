package io.keepwatch.hunting.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Tells whether a file is what was written. Parquet alone does not: DuckDB reads some damaged files without complaint. */
final class Checksums {
    private static final String MAGIC = "PAR1";
    private static final int FOOTER_END = 2 * Integer.BYTES;
    private static final int BUFFER = 1 << 16;

    private Checksums() {}

    /** The name that a finished file gets by its content. */
    static StoredFile named(Path finished, TimePartition partition, IntFunction<String> name) throws IOException {
        try (InputStream in = Files.newInputStream(finished)) {
            return new StoredFile(partition, name.apply(crc(in)), Files.size(finished));
        }
    }

    /** Why its beginning and end cannot be a Parquet file's, or null if they can: cheap, and finds what was cut off. */
    static @Nullable String ends(StoreFiles files, StoredFile file) throws IOException {
        if (file.bytes() < MAGIC.length() + FOOTER_END) {
            return "too short to be a Parquet file";
        }
        byte[] end = files.read(file.path(), file.bytes() - FOOTER_END, FOOTER_END);
        long footer = Integer.toUnsignedLong(
                (end[0] & 0xff) | (end[1] & 0xff) << 8 | (end[2] & 0xff) << 16 | (end[3] & 0xff) << 24);
        if (!isMagic(files.read(file.path(), 0, MAGIC.length()), 0)
                || !isMagic(end, Integer.BYTES)
                || footer > file.bytes() - FOOTER_END - MAGIC.length()) {
            return "does not begin and end as a Parquet file does";
        }
        return null;
    }

    /** Whether every byte is as it was written. */
    static boolean isIntact(StoreFiles files, StoredFile file) throws IOException {
        try (InputStream in = files.open(file.path())) {
            return crc(in) == file.crc();
        }
    }

    /** The same of one that has not got its place yet. */
    static boolean isIntact(Path staged, StoredFile file) throws IOException {
        try (InputStream in = Files.newInputStream(staged)) {
            return crc(in) == file.crc();
        }
    }

    private static boolean isMagic(byte[] bytes, int at) {
        for (int i = 0; i < MAGIC.length(); i++) {
            if (bytes.length <= at + i || bytes[at + i] != MAGIC.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int crc(InputStream in) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            crc.update(buffer, 0, read);
        }
        return (int) crc.getValue();
    }
}
