package io.keepwatch.hunting.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Objects of a bucket, below a prefix that all paths leave out. What returns normally is durable and seen by everybody at
 * once; after a failure nobody knows whether it was done, or will still be. Thread-safe.
 */
interface Bucket extends AutoCloseable {
    /**
     * An object.
     *
     * @param tag changes with its content
     */
    record Entry(String path, long bytes, String tag) {}

    /** What was to be replaced is not what it was taken for, or what was to be made is there. */
    final class ChangedException extends IOException {
        private static final long serialVersionUID = 1L;

        ChangedException(String path) {
            super(path + " was changed by somebody else");
        }
    }

    List<Entry> list() throws IOException;

    /** The tag of an object, or null if there is none. */
    @Nullable
    String tag(String path) throws IOException;

    /** @throws java.nio.file.NoSuchFileException if there is none */
    byte[] read(String path) throws IOException;

    /**
     * Writes an object to a file, which may be there.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    void fetch(String path, Path into) throws IOException;

    /**
     * Makes an object of a file. If there is one with just this content that is as good.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is one with another content
     */
    void create(String path, Path content) throws IOException;

    /**
     * Writes a small object in the place of what had this tag, or, for null, where there was none. A write that comes late
     * after another one was made thus changes nothing.
     *
     * @return its new tag
     */
    String write(String path, byte[] content, @Nullable String tag) throws IOException;

    /** @throws java.nio.file.NoSuchFileException if there is nothing to copy */
    void copy(String from, String to) throws IOException;

    /** Deletes an object, if it is there. */
    void delete(String path) throws IOException;

    @Override
    void close();
}
