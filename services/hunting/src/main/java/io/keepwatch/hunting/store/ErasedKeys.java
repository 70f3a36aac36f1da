package io.keepwatch.hunting.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * The keys of activities that were erased from an hour, in a file of that hour: hashes, and until when they are kept. As
 * long as Kafka may deliver such an activity again it counts as known. Of the person nothing else is kept.
 */
final class ErasedKeys {
    private static final String NAME = "_erased";

    private ErasedKeys() {}

    /** Whether this is the path of an hour's erased keys. */
    static boolean isAt(String path) {
        if (!path.endsWith("/" + NAME)) {
            return false;
        }
        TimePartition partition = TimePartition.ofDirectory(path.substring(0, path.length() - NAME.length() - 1));
        return partition != null && !partition.isDay();
    }

    /** Remembers keys, beside those of earlier erasures. */
    static void add(StoreFiles files, Hour hour, KeySet erased, Instant until) throws IOException {
        KeySet all = new KeySet();
        load(files, hour, all);
        erased.forEach(all::add);
        ByteBuffer content = ByteBuffer.allocate(Long.BYTES + all.size() * ActivityKey.BYTES);
        content.putLong(until.getEpochSecond());
        all.forEach(key -> content.putLong(key.high()).putLong(key.low()));
        files.write(path(hour), content.array());
    }

    /** Adds an hour's erased keys to others. */
    static void load(StoreFiles files, Hour hour, KeySet into) throws IOException {
        if (!files.exists(path(hour))) {
            return;
        }
        ByteBuffer content = ByteBuffer.wrap(files.read(path(hour), 0, (int) files.size(path(hour))));
        content.getLong();
        while (content.hasRemaining()) {
            into.add(new ActivityKey(content.getLong(), content.getLong()));
        }
    }

    /** Forgets what was kept long enough. */
    static void expire(StoreFiles files, Instant now) throws IOException {
        for (String path : files.list()) {
            if (path.endsWith("/" + NAME)) {
                long until = ByteBuffer.wrap(files.read(path, 0, Long.BYTES)).getLong();
                if (until <= now.getEpochSecond()) {
                    files.delete(path);
                }
            }
        }
    }

    private static String path(Hour hour) {
        return TimePartition.of(hour).directory() + "/" + NAME;
    }
}
