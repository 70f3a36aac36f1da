package io.keepwatch.hunting.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** The files of a store in a bucket of an S3-compatible object store, to be opened as soon as it can be reached. */
public final class S3Store implements AutoCloseable {
    private final Bucket bucket;
    private final BucketLease lease;
    private final Path directory;
    private final InstantSource clock;
    private final StoreListener listener;

    /**
     * Reaches for nothing yet. Who we are say the usual places of the environment: {@code AWS_ACCESS_KEY_ID} and {@code
     * AWS_SECRET_ACCESS_KEY}, or what the container or the machine is given.
     *
     * @param directory where the mirror lies, empty at first
     * @param clock the machine's
     */
    public S3Store(S3Settings settings, Path directory, InstantSource clock, StoreListener listener) {
        this(settings, DefaultCredentialsProvider.builder().build(), directory, clock, listener);
    }

    S3Store(
            S3Settings settings,
            AwsCredentialsProvider credentials,
            Path directory,
            InstantSource clock,
            StoreListener listener) {
        bucket = new S3Bucket(settings, credentials);
        lease = new BucketLease(bucket, BucketLease.USUAL, System::nanoTime);
        this.directory = directory;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Takes the bucket and brings the mirror up to date, which takes a while if there is much to fetch. To be tried again
     * after a failure, of the same object: it has been watching whether another process still has the bucket.
     *
     * @throws IOException if the bucket is away, refuses us, is another process's, or is not what is mirrored here
     */
    public StoreFiles open() throws IOException {
        return BucketFiles.open(bucket, lease, directory, clock, listener);
    }

    /** Lets go of connections; the files must be closed before. */
    @Override
    public void close() {
        bucket.close();
    }
}
