package io.keepwatch.hunting.store;

/**
 * How much a store holds.
 *
 * @param partitions hours, and days that are long over, in which something happened
 * @param files live files
 * @param bytes their size together
 */
public record StoreSize(long partitions, long files, long bytes) {}
