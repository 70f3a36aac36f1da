package io.keepwatch.hunting.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A local directory. What begins with a dot is this class's own: the lock of the process that has the directory, files
 * being written, the quarantine, scratch space. DuckDB, Trino and Spark ignore such names, and those with an underscore.
 */
public final class LocalFiles implements StoreFiles {
    private static final String OWN = ".";
    private static final String LOCK = ".lock";
    private static final String QUARANTINE = ".quarantine";
    private static final String SCRATCH = ".scratch";
    private static final String STAGED = ".staged-";

    private final Path root;
    private final FileChannel lock;
    private final AtomicLong staged = new AtomicLong();

    /**
     * Takes a directory, which is made if it is missing, and removes what a process that died was writing.
     *
     * @throws IOException if it cannot be used, or another process has it, or it is only the mirror of a bucket
     */
    public LocalFiles(Path directory) throws IOException {
        this(directory, false);
    }

    LocalFiles(Path directory, boolean mirror) throws IOException {
        root = directory.toAbsolutePath().normalize();
        if (!mirror && MirrorIdentity.isIn(root)) {
            throw new IOException(root + " is the mirror of a bucket, and no store without it");
        }
        Files.createDirectories(root);
        lock = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            takeLock();
            clear(root.resolve(SCRATCH));
            try (Stream<Path> all = Files.walk(root)) {
                for (Path left : all.filter(LocalFiles::isStaged).toList()) {
                    Files.delete(left);
                }
            }
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void takeLock() throws IOException {
        try {
            FileLock taken = lock.tryLock();
            if (taken != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException(root + " is in use by this process already", e);
        }
        throw new IOException(root + " is in use by another process");
    }

    @Override
    public List<String> list() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .filter(path -> !isOwn(path))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isOwn(Path path) {
        for (Path part : path) {
            if (part.toString().startsWith(OWN)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(root.resolve(path));
    }

    @Override
    public long size(String path) throws IOException {
        return Files.size(root.resolve(path));
    }

    @Override
    public String location(String path) {
        return path.isEmpty() ? root.toString() : root.resolve(path).toString();
    }

    @Override
    public InputStream open(String path) throws IOException {
        return Files.newInputStream(root.resolve(path));
    }

    @Override
    public byte[] read(String path, long from, int length) throws IOException {
        try (FileChannel channel = FileChannel.open(root.resolve(path), StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(length);
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
                // Until it is full or the file ends.
            }
            byte[] read = new byte[bytes.position()];
            bytes.flip().get(read);
            return read;
        }
    }

    @Override
    public void write(String path, byte[] content) throws IOException {
        Path target = root.resolve(path);
        Path beside = stageIn(parent(target));
        try {
            Files.write(beside, content);
            sync(beside);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(parent(target));
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    @Override
    public Path stage(String directory) throws IOException {
        return stageIn(root.resolve(directory));
    }

    /** Whoever deletes the last file of a directory deletes the directory; nobody may do so before the file is there. */
    private synchronized Path stageIn(Path directory) throws IOException {
        make(directory);
        return Files.createFile(directory.resolve(STAGED + staged.incrementAndGet()));
    }

    @Override
    public void publish(Path file, String path) throws IOException {
        Path target = root.resolve(path);
        sync(file);
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        try {
            sync(parent(target));
        } catch (IOException e) {
            // Whether it is there after a power cut is open; then it had better not be there now.
            Files.deleteIfExists(target);
            throw e;
        }
    }

    /** Gives a staged file its place in one step, also where there is a file already. */
    void put(Path file, String path) throws IOException {
        Path target = root.resolve(path);
        sync(file);
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(parent(target));
    }

    @Override
    public synchronized void discard(Path file) throws IOException {
        Files.deleteIfExists(file);
        prune(parent(file));
    }

    @Override
    public synchronized void delete(String path) throws IOException {
        Path target = root.resolve(path);
        if (Files.deleteIfExists(target)) {
            sync(parent(target));
        }
        prune(parent(target));
    }

    @Override
    public synchronized void quarantine(String path) throws IOException {
        Path target = root.resolve(QUARANTINE).resolve(path);
        make(parent(target));
        try {
            Files.move(root.resolve(path), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            if (Files.exists(target)) {
                return;
            }
            throw e;
        }
        sync(parent(target));
        sync(parent(root.resolve(path)));
        prune(parent(root.resolve(path)));
    }

    @Override
    public List<String> quarantined() throws IOException {
        Path quarantine = root.resolve(QUARANTINE);
        if (!Files.isDirectory(quarantine)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(quarantine)) {
            return all.filter(Files::isRegularFile)
                    .map(path -> quarantine.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public long usableBytes() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    @Override
    public Path scratch() {
        return root.resolve(SCRATCH);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private void make(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            make(parent(directory));
            Files.createDirectories(directory);
            sync(parent(directory));
        }
    }

    private void prune(Path directory) throws IOException {
        if (directory.equals(root)) {
            return;
        }
        try {
            if (Files.deleteIfExists(directory)) {
                sync(parent(directory));
            }
        } catch (DirectoryNotEmptyException e) {
            return;
        }
        prune(parent(directory));
    }

    private static boolean isStaged(Path path) {
        return path.getFileName().toString().startsWith(STAGED);
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(path + " lies nowhere");
        }
        return parent;
    }

    /** Returns when what was written to a file, or which files a directory has, is durable. */
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void clear(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> content = Files.walk(directory)) {
                for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(directory);
    }
}
