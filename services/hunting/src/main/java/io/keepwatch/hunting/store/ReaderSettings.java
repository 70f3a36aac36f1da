package io.keepwatch.hunting.store;

/**
 * What all questions together may use.
 *
 * @param memory bytes; a question that needs more fails and says so
 * @param threads how many work on questions
 */
public record ReaderSettings(long memory, int threads) {
    public static final ReaderSettings DEFAULT = new ReaderSettings(1L << 30, 2);
}
