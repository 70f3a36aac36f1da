package io.keepwatch.hunting.asking;

import static java.util.stream.Collectors.joining;

import io.keepwatch.hunting.activity.Column;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Makes a Parquet file of activities as JSON lines, in a directory of its own, which is gone when this is closed. A DuckDB
 * of its own does it, which can read and write that directory and nothing else; the order stays.
 */
final class ParquetFromJson implements AutoCloseable {
    private static final String MEMORY = "256MB";
    private static final int BUFFER = 1 << 16;

    private final Path directory;

    ParquetFromJson(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    private Path source() {
        return directory.resolve("activities.ndjson.gz");
    }

    private Path target() {
        return directory.resolve("activities.parquet");
    }

    /** Where to write the activities to; to be closed. */
    OutputStream json() throws IOException {
        return new BufferedOutputStream(new FastGzip(Files.newOutputStream(source())), BUFFER);
    }

    private static final class FastGzip extends GZIPOutputStream {
        private FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    void copyTo(OutputStream out) throws IOException {
        Properties settings = new Properties();
        settings.setProperty("threads", "1");
        settings.setProperty("memory_limit", MEMORY);
        settings.setProperty("temp_directory", directory.resolve("spill").toString());
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:", settings);
                Statement statement = database.createStatement()) {
            statement.execute("SET allowed_directories = [" + Sql.literal(directory + "/") + "]");
            statement.execute("SET enable_external_access = false");
            statement.execute("SET lock_configuration = true");
            statement.execute("COPY (SELECT " + columns() + " FROM read_json(" + Sql.literal(source().toString())
                    + ", format = 'newline_delimited', columns = {" + types() + "})) TO "
                    + Sql.literal(target().toString()) + " (FORMAT parquet, COMPRESSION zstd)");
        } catch (SQLException e) {
            throw new IOException("the Parquet file could not be made", e);
        }
        Files.copy(target(), out);
    }

    /** The contract leaves out what is false. */
    private static String columns() {
        return Column.all().stream()
                .map(column -> column.name().equals("unresolved")
                        ? "coalesce(unresolved, false) AS unresolved"
                        : column.quoted())
                .collect(joining(", "));
    }

    private static String types() {
        return Column.all().stream()
                .map(column ->
                        column.quoted() + ": " + Sql.literal(column.kind().sqlType()))
                .collect(joining(", "));
    }

    @Override
    public void close() throws IOException {
        delete(directory);
    }

    /** Deletes such a directory with whatever is in it, files that DuckDB spilt too. */
    static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }
}
