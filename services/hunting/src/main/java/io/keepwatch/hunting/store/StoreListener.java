package io.keepwatch.hunting.store;

/** Told what somebody should know of: for logs and metrics. Called on whatever thread found it; must return at once. */
public interface StoreListener {
    /**
     * A file could not be read and was moved to the quarantine; everything else goes on from the rest.
     *
     * @param path where it lay, below the store
     * @param reason what is wrong with it
     */
    void quarantined(String path, String reason);

    /**
     * The copy of a file was damaged or gone, and was fetched again from the bucket.
     *
     * @param path where it lies, below the store
     */
    default void restored(String path) {}

    /**
     * Something will be tried again later.
     *
     * @param what was being done
     */
    void failed(String what, Exception failure);
}
