package io.keepwatch.hunting.store;

/**
 * How much a store holds.
 *
 * @param hours hours of event time in which something happened
 * @param files live files
 * @param bytes their size together
 */
public record StoreSize(long hours, long files, long bytes) {}
