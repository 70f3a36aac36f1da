package io.keepwatch.hunting.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Files that lie in a bucket, and in a local directory that mirrors it. The bucket is the truth: what it has when the
 * store is opened is the store, and nothing is changed here before it is changed there. Everything is read from the
 * mirror, so that whoever only asks does not notice when the bucket is away.
 *
 * <p>An upload whose outcome is not known is taken back, and noted here before it begins so that a crash takes it back
 * too: until {@link #publish} has returned nobody relies on it.
 */
final class BucketFiles implements StoreFiles {
    private static final int TRIES = 3;

    private final Bucket bucket;
    private final BucketLease lease;
    private final LocalFiles mirror;
    private final Mirroring mirroring;
    private final Unsettled unsettled;
    private final InstantSource clock;
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("hunting-bucket").factory());

    /**
     * Takes the bucket and the directory, and makes one the mirror of the other.
     *
     * @param clock the machine's, for the age of what was noted
     * @throws IOException if one of them cannot be had now; may be tried again with the same lease
     */
    static BucketFiles open(
            Bucket bucket, BucketLease lease, Path directory, InstantSource clock, StoreListener listener)
            throws IOException {
        LocalFiles mirror = new LocalFiles(directory, true);
        try {
            claim(mirror, lease);
            BucketFiles files = new BucketFiles(bucket, lease, mirror, clock, listener);
            try {
                files.settle();
                files.mirroring.run(files.unsettled::has);
                return files;
            } catch (IOException | RuntimeException e) {
                files.stop();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            mirror.close();
            throw e;
        }
    }

    private static void claim(LocalFiles mirror, BucketLease lease) throws IOException {
        Path root = Path.of(mirror.location(""));
        if (!MirrorIdentity.isIn(root) && mirror.list().stream().anyMatch(Mirroring::isOurs)) {
            throw new IOException(root + " is a store of its own: a mirror begins empty");
        }
        MirrorIdentity identity = MirrorIdentity.of(root);
        // Before the bucket knows the name: whoever dies in between is known again.
        identity.save(mirror);
        String store = lease.take(identity.holder(), identity.store());
        new MirrorIdentity(identity.holder(), store).save(mirror);
    }

    private BucketFiles(
            Bucket bucket, BucketLease lease, LocalFiles mirror, InstantSource clock, StoreListener listener)
            throws IOException {
        this.bucket = bucket;
        this.lease = lease;
        this.mirror = mirror;
        this.clock = clock;
        mirroring = new Mirroring(bucket, mirror, listener);
        unsettled = new Unsettled(Path.of(mirror.location("")));
        long every = lease.renewEvery().toMillis();
        background.scheduleWithFixedDelay(
                () -> {
                    try {
                        lease.renew();
                    } catch (IOException | RuntimeException e) {
                        listener.failed("keeping the bucket", e);
                    }
                },
                every,
                every,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void publish(Path staged, String path) throws IOException {
        lease.require();
        settle();
        if (mirror.exists(path)) {
            throw new FileAlreadyExistsException(path);
        }
        LocalFiles.sync(staged);
        unsettled.begin(path);
        try {
            bucket.create(path, staged);
            mirror.publish(staged, path);
            unsettled.end(path);
        } catch (FileAlreadyExistsException e) {
            // Somebody else's, who is not to lose it.
            unsettled.end(path);
            throw e;
        } catch (IOException | RuntimeException e) {
            unsettled.failed(path);
            throw e;
        }
    }

    /** Takes back what failed, before anything else takes its place. */
    private synchronized void settle() throws IOException {
        for (String path : unsettled.failures()) {
            bucket.delete(path);
            mirror.delete(path);
            unsettled.deleted(path, clock.instant());
        }
    }

    @Override
    public void write(String path, byte[] content) throws IOException {
        lease.require();
        for (int i = 1; ; i++) {
            try {
                bucket.write(path, content, bucket.tag(path));
                break;
            } catch (Bucket.ChangedException e) {
                // An earlier attempt of ours came late.
                if (i == TRIES) {
                    throw e;
                }
            }
        }
        mirror.write(path, content);
    }

    @Override
    public void delete(String path) throws IOException {
        lease.require();
        bucket.delete(path);
        mirror.delete(path);
    }

    @Override
    public void quarantine(String path) throws IOException {
        unsettled.begin(path);
        mirror.quarantine(path);
        try {
            lease.require();
            mirroring.quarantine(path);
            unsettled.end(path);
        } catch (NoSuchFileException e) {
            unsettled.end(path);
        } catch (IOException e) {
            // It is out of the store already; the bucket's goes as soon as it can.
            unsettled.failed(path);
        }
    }

    /** Of the bucket and of the mirror: one may not have heard yet of what was damaged in the other. */
    @Override
    public List<String> quarantined() throws IOException {
        Set<String> all = new TreeSet<>(mirror.quarantined());
        all.addAll(mirroring.quarantined());
        return List.copyOf(all);
    }

    @Override
    public boolean restore(String path) throws IOException {
        Path staged = mirror.stage(Mirroring.directory(path));
        try {
            bucket.fetch(path, staged);
            mirror.put(staged, path);
        } catch (NoSuchFileException e) {
            return false;
        } finally {
            mirror.discard(staged);
        }
        // Whoever deletes it deletes it there first, then here.
        if (bucket.tag(path) == null) {
            mirror.delete(path);
            return false;
        }
        return true;
    }

    @Override
    public void later(Runnable work) {
        try {
            background.execute(work);
        } catch (RejectedExecutionException e) {
            // It is closed: what is left to do is in the journals, and done at the next start.
        }
    }

    @Override
    public List<String> list() throws IOException {
        return mirror.list();
    }

    @Override
    public boolean exists(String path) {
        return mirror.exists(path);
    }

    @Override
    public long size(String path) throws IOException {
        return mirror.size(path);
    }

    @Override
    public String location(String path) {
        return mirror.location(path);
    }

    @Override
    public InputStream open(String path) throws IOException {
        return mirror.open(path);
    }

    @Override
    public byte[] read(String path, long from, int length) throws IOException {
        return mirror.read(path, from, length);
    }

    @Override
    public Path stage(String directory) throws IOException {
        // Nobody need merge gigabytes that could not be kept.
        lease.require();
        return mirror.stage(directory);
    }

    @Override
    public void discard(Path staged) throws IOException {
        mirror.discard(staged);
    }

    @Override
    public long usableBytes() throws IOException {
        return mirror.usableBytes();
    }

    @Override
    public Path scratch() {
        return mirror.scratch();
    }

    /** Gives the bucket back, without waiting for one that is away: then the next has to. */
    @Override
    public void close() throws IOException {
        try (mirror) {
            stop();
        }
    }

    private void stop() {
        background.close();
        try {
            lease.release();
        } catch (IOException e) {
            // The next one waits until it has run out.
        }
    }
}
