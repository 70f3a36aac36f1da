package io.keepwatch.hunting.store;

import java.time.Duration;

/**
 * How a store is kept.
 *
 * @param mostKeys how many keys of stored activities are kept in memory, about 32 bytes each; an hour that is being
 *     written to is kept whole however many it has
 * @param fewestToMerge from how many files of like size on those of an hour become one
 * @param quietAfter when nothing was added to an hour for so long, its files become one
 * @param dayOverFor when a day ended so long ago its files become one: what is late has come, mostly
 * @param largestMerged files of this many bytes are not merged any more
 * @param reserve bytes of disk that stay free; below it nothing is written
 * @param erasedKept how long erased activities are kept from coming back: as long as Kafka keeps them
 */
public record StoreSettings(
        int mostKeys,
        int fewestToMerge,
        Duration quietAfter,
        Duration dayOverFor,
        long largestMerged,
        long reserve,
        Duration erasedKept) {

    public static final StoreSettings DEFAULT = new StoreSettings(
            8_000_000, 8, Duration.ofMinutes(10), Duration.ofDays(1), 512L << 20, 256L << 20, Duration.ofDays(90));
}
