package io.keepwatch.hunting.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the files of a store lie: a local directory, or whatever can do the same. Paths are relative to the store and
 * have slashes. What returns normally is durable. One process at a time has the files.
 */
public interface StoreFiles extends AutoCloseable {
    /** The paths of everything that lies in the store, except what is staged or in quarantine. */
    List<String> list() throws IOException;

    boolean exists(String path) throws IOException;

    /** The size of a file in bytes. */
    long size(String path) throws IOException;

    /** A file as DuckDB reads it; of the empty path, the root below which all of them lie. */
    String location(String path);

    InputStream open(String path) throws IOException;

    /** Reads so many bytes from a position; fewer only at the end. */
    byte[] read(String path, long from, int length) throws IOException;

    /** Writes a small file whole, in the place of one that is there. */
    void write(String path, byte[] content) throws IOException;

    /** A local file to write, which nobody takes for one of the store's until it is published. */
    Path stage(String directory) throws IOException;

    /** Gives a staged file its place in one step; fails if there is a file already. */
    void publish(Path staged, String path) throws IOException;

    /** Throws away a staged file, if it is still there. */
    void discard(Path staged) throws IOException;

    /** Deletes a file, if it is still there. */
    void delete(String path) throws IOException;

    /** Moves a damaged file out of the store, for somebody to look at. */
    void quarantine(String path) throws IOException;

    /** Where the files in quarantine lay, below the store. */
    List<String> quarantined() throws IOException;

    /**
     * Gets a file again from where it is kept, if what is read here is only a copy of it.
     *
     * @return false if there is nothing else to read
     * @throws IOException if that cannot be told now
     */
    default boolean restore(String path) throws IOException {
        return false;
    }

    /** Runs what changes files for somebody who does not wait for it: at once, where changing files takes no time. */
    default void later(Runnable work) {
        work.run();
    }

    /** Bytes that may still be written. */
    long usableBytes() throws IOException;

    /** A local directory for what does not fit into memory while files are merged; empty at every start. */
    Path scratch();

    @Override
    void close() throws IOException;
}
