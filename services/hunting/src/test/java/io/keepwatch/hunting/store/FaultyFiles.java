package io.keepwatch.hunting.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Files that fail as told: the disk says that it is full, or fills up, so that what DuckDB writes ends in a device that is always full; or the
 * process dies at a given step, before or after it is done, and nothing is done any more.
 */
public final class FaultyFiles implements StoreFiles {
    private static final Path FULL = Path.of("/dev/full");

    private final StoreFiles files;
    private int untilFull = Integer.MAX_VALUE;
    private long untilDeath = Long.MAX_VALUE;
    private boolean afterTheStep;
    private boolean dead;
    private volatile boolean scarce;
    private long steps;

    /** The process died. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    @FunctionalInterface
    private interface Step<T> {
        T take() throws IOException;
    }

    public FaultyFiles(StoreFiles files) {
        this.files = files;
    }

    /** After so many files more there is no space left. */
    void fullAfter(int moreFiles) {
        untilFull = moreFiles;
    }

    /** Whether the disk says that it has no bytes left; it takes what is written all the same. */
    public void beScarce(boolean isScarce) {
        scarce = isScarce;
    }

    /** Dies at the step of this number, counted from now on from 0. */
    void dieAt(long step, boolean whenDone) {
        steps = 0;
        untilDeath = step;
        afterTheStep = whenDone;
    }

    /** How many steps were taken since {@link #dieAt}. */
    long steps() {
        return steps;
    }

    private <T> T step(Step<T> step) throws IOException {
        if (dead) {
            throw new Death();
        }
        boolean last = steps++ == untilDeath;
        if (last && !afterTheStep) {
            dead = true;
            throw new Death();
        }
        T result = step.take();
        if (last) {
            dead = true;
            throw new Death();
        }
        return result;
    }

    @Override
    public Path stage(String directory) throws IOException {
        return step(() -> {
            Path staged = files.stage(directory);
            if (untilFull-- <= 0) {
                Files.delete(staged);
                Files.createSymbolicLink(staged, FULL);
            }
            return staged;
        });
    }

    @Override
    public void write(String path, byte[] content) throws IOException {
        step(() -> {
            files.write(path, content);
            return path;
        });
    }

    @Override
    public void publish(Path staged, String path) throws IOException {
        step(() -> {
            files.publish(staged, path);
            return path;
        });
    }

    @Override
    public void discard(Path staged) throws IOException {
        step(() -> {
            files.discard(staged);
            return staged;
        });
    }

    @Override
    public void delete(String path) throws IOException {
        step(() -> {
            files.delete(path);
            return path;
        });
    }

    @Override
    public void quarantine(String path) throws IOException {
        step(() -> {
            files.quarantine(path);
            return path;
        });
    }

    @Override
    public List<String> quarantined() throws IOException {
        return files.quarantined();
    }

    @Override
    public List<String> list() throws IOException {
        return files.list();
    }

    @Override
    public boolean exists(String path) throws IOException {
        return files.exists(path);
    }

    @Override
    public long size(String path) throws IOException {
        return files.size(path);
    }

    @Override
    public String location(String path) {
        return files.location(path);
    }

    @Override
    public InputStream open(String path) throws IOException {
        return files.open(path);
    }

    @Override
    public byte[] read(String path, long from, int length) throws IOException {
        return files.read(path, from, length);
    }

    @Override
    public long usableBytes() throws IOException {
        return scarce ? 0 : files.usableBytes();
    }

    @Override
    public Path scratch() {
        return files.scratch();
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
