package io.keepwatch.hunting.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A real bucket whose answers get lost as told, or whose process dies at a given change, before or after the store has
 * made it; then nothing is asked any more.
 */
final class FaultyBucket implements Bucket {
    private final Bucket bucket;
    private long untilDeath = Long.MAX_VALUE;
    private boolean afterTheChange;
    private boolean dead;
    private long changes;
    private Predicate<String> lost = path -> false;

    FaultyBucket(Bucket bucket) {
        this.bucket = bucket;
    }

    /** Dies at the change of this number, counted from now on from 0. */
    void dieAt(long change, boolean whenMade) {
        changes = 0;
        untilDeath = change;
        afterTheChange = whenMade;
    }

    /** The store makes changes at these paths, but nobody hears of it. */
    void loseAnswers(Predicate<String> paths) {
        lost = paths;
    }

    @FunctionalInterface
    private interface Request<T> {
        T send() throws IOException;
    }

    private synchronized <T> T change(String path, Request<T> request) throws IOException {
        alive();
        boolean last = changes++ == untilDeath;
        if (last && !afterTheChange) {
            dead = true;
            throw new FaultyFiles.Death();
        }
        T result = request.send();
        if (last) {
            dead = true;
            throw new FaultyFiles.Death();
        }
        if (lost.test(path)) {
            throw new IOException("no answer");
        }
        return result;
    }

    private void alive() {
        if (dead) {
            throw new FaultyFiles.Death();
        }
    }

    @Override
    public List<Entry> list() throws IOException {
        alive();
        return bucket.list();
    }

    @Override
    public @Nullable String tag(String path) throws IOException {
        alive();
        return bucket.tag(path);
    }

    @Override
    public byte[] read(String path) throws IOException {
        alive();
        return bucket.read(path);
    }

    @Override
    public void fetch(String path, Path into) throws IOException {
        alive();
        bucket.fetch(path, into);
    }

    @Override
    public void create(String path, Path content) throws IOException {
        change(path, () -> {
            bucket.create(path, content);
            return path;
        });
    }

    @Override
    public String write(String path, byte[] content, @Nullable String tag) throws IOException {
        return change(path, () -> bucket.write(path, content, tag));
    }

    @Override
    public void copy(String from, String to) throws IOException {
        change(to, () -> {
            bucket.copy(from, to);
            return to;
        });
    }

    @Override
    public void delete(String path) throws IOException {
        change(path, () -> {
            bucket.delete(path);
            return path;
        });
    }

    @Override
    public void close() {
        bucket.close();
    }
}
