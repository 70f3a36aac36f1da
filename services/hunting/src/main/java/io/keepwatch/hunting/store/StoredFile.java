package io.keepwatch.hunting.store;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file of the store. It never changes; its name says where its rows came from and ends with the CRC-32C of its
 * content, so that damage is found wherever it is.
 *
 * @param partition where it lies: the stretch of event time of every row
 * @param name {@code activity-<partition>-<first offset>-<last offset>-<crc>.parquet} as the writer made it, or {@code
 *     activity-merged-<generation>-<crc>.parquet} where it took the place of others
 * @param bytes its size
 */
record StoredFile(TimePartition partition, String name, long bytes) {
    private static final Pattern NAME =
            Pattern.compile("activity-(?:\\d+-\\d+-\\d+|merged-(\\d{1,18}))-([0-9a-f]{8})\\.parquet");

    /** The file at this path below the store, or null if it is none of the store's. */
    static @Nullable StoredFile at(String path, long bytes) {
        int slash = path.lastIndexOf('/');
        TimePartition partition = slash < 0 ? null : TimePartition.ofDirectory(path.substring(0, slash));
        String name = path.substring(slash + 1);
        return partition != null && NAME.matcher(name).matches() ? new StoredFile(partition, name, bytes) : null;
    }

    static String written(int partition, long firstOffset, long lastOffset, int crc) {
        return String.format(Locale.ROOT, "activity-%d-%d-%d-%08x.parquet", partition, firstOffset, lastOffset, crc);
    }

    static String merged(long generation, int crc) {
        return String.format(Locale.ROOT, "activity-merged-%d-%08x.parquet", generation, crc);
    }

    /** Where it lies, below the store. */
    public String path() {
        return partition.directory() + "/" + name;
    }

    /** How often files had been replaced when it was made; 0 for what the writer made. */
    long generation() {
        Matcher matcher = matcher();
        return matcher.group(1) == null ? 0 : Long.parseLong(matcher.group(1));
    }

    /** The CRC-32C that its content must have. */
    int crc() {
        return Integer.parseUnsignedInt(matcher().group(2), 16);
    }

    private Matcher matcher() {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalStateException("not a file of the store: " + name);
        }
        return matcher;
    }
}
