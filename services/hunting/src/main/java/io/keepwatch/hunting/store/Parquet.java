package io.keepwatch.hunting.store;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attachment;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.hunting.activity.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Writes and rewrites the store's Parquet files with a DuckDB of its own, apart from the one that answers questions. Used
 * by one thread at a time.
 */
final class Parquet implements AutoCloseable {
    /**
     * As measured: at level 3 an activity takes a fifth more; smaller row groups take more bytes, larger ones make a question
     * about a person read more of the others.
     */
    private static final String FORMAT =
            " (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 9, BLOOM_FILTER_FALSE_POSITIVE_RATIO 0.1,"
                    + " ROW_GROUP_SIZE 32768, USE_TMP_FILE false)";

    private static final String KEYS = "SELECT source, id, \"time\" FROM ";
    private static final String ORDER = " ORDER BY subject, \"time\"";
    private static final String MEMORY = "512MB";
    private static final String INPUT_OUTPUT = "IO Error";
    private static final long NANOS = 1_000_000_000L;
    private static final long MICROS = 1_000_000L;
    private static final int NANOS_OF_MICRO = 1_000;

    private final DuckDBConnection database;
    private final Map<ActivityType, boolean[]> filled = new EnumMap<>(ActivityType.class);

    /** @param scratch where DuckDB puts what does not fit into memory */
    Parquet(Path scratch) throws IOException {
        Properties settings = new Properties();
        settings.setProperty("threads", "1");
        settings.setProperty("memory_limit", MEMORY);
        settings.setProperty("temp_directory", scratch.toString());
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        try {
            database = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", settings);
            execute("CREATE TABLE activity ("
                    + Column.all().stream()
                            .map(column -> column.quoted() + " " + column.kind().sqlType())
                            .collect(Collectors.joining(", "))
                    + ")");
        } catch (SQLException e) {
            throw failed("starting DuckDB", e);
        }
        for (ActivityType type : ActivityType.values()) {
            filled.put(type, filledBy(type));
        }
    }

    /** Most columns are empty in every row of a type: asking each of them would cost more than writing. */
    private static boolean[] filledBy(ActivityType type) {
        Set<String> ofOthers =
                Arrays.stream(Attribute.values()).map(Attribute::jsonName).collect(Collectors.toSet());
        type.attributes().forEach(attribute -> ofOthers.remove(attribute.jsonName()));
        boolean[] filled = new boolean[Column.all().size()];
        for (int i = 0; i < filled.length; i++) {
            filled[i] = !ofOthers.contains(Column.all().get(i).name());
        }
        return filled;
    }

    /** Writes activities, sorted by subject and time, into a file that exists already and is overwritten. */
    void write(Collection<Activity> sorted, Path target) throws IOException {
        empty();
        try {
            try (DuckDBAppender appender = database.createAppender("activity")) {
                for (Activity activity : sorted) {
                    append(appender, activity);
                }
            }
            copy("activity", Set.of(), target);
        } catch (SQLException e) {
            throw failed("writing", e);
        } finally {
            empty();
        }
    }

    /**
     * Writes the rows of a {@link Schema#table} into a file, sorted.
     *
     * @param where with a {@code ?} for the list of people, or empty
     * @return how many rows it has
     */
    long rewrite(String table, String where, Set<String> people, Path target) throws IOException {
        try {
            return copy("(FROM " + table + where + ORDER + ")", where.isEmpty() ? Set.of() : people, target);
        } catch (SQLException e) {
            throw failed("rewriting", e);
        }
    }

    /** How many rows of a table are of the people that {@code where} names. */
    long count(String table, String where, Set<String> people) throws IOException {
        try (PreparedStatement query = database.prepareStatement("SELECT count(*) FROM " + table + where)) {
            bind(query, people);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw failed("counting", e);
        }
    }

    /** Reads the keys of a table's activities of an hour. */
    void keys(String table, Hour hour, KeySet into) throws IOException {
        try (PreparedStatement query = database.prepareStatement(
                KEYS + table + " WHERE \"time\" >= make_timestamp_ns(?) AND \"time\" < make_timestamp_ns(?)")) {
            query.setLong(1, Math.multiplyExact(hour.start().getEpochSecond(), NANOS));
            query.setLong(2, Math.multiplyExact(hour.plus(1).start().getEpochSecond(), NANOS));
            keys(query, (at, key) -> into.add(key));
        } catch (SQLException e) {
            throw failed("reading keys", e);
        }
    }

    /** Reads the keys of a table's activities, of the people that {@code where} names, each with its hour. */
    void keys(String table, String where, Set<String> people, BiConsumer<Hour, ActivityKey> taker) throws IOException {
        try (PreparedStatement query = database.prepareStatement(KEYS + table + where)) {
            bind(query, people);
            keys(query, taker);
        } catch (SQLException e) {
            throw failed("reading keys", e);
        }
    }

    private static void keys(PreparedStatement query, BiConsumer<Hour, ActivityKey> taker) throws SQLException {
        ActivityKey.Maker maker = new ActivityKey.Maker();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                Instant time = rows.getObject(3, LocalDateTime.class).toInstant(ZoneOffset.UTC);
                taker.accept(Hour.of(time), maker.of(rows.getString(1), rows.getString(2), time));
            }
        }
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private long copy(String what, Set<String> people, Path target) throws SQLException {
        try (PreparedStatement copy =
                database.prepareStatement("COPY " + what + " TO " + literal(target.toString()) + FORMAT)) {
            if (!people.isEmpty()) {
                bind(copy, people);
            }
            return copy.executeLargeUpdate();
        }
    }

    private void bind(PreparedStatement statement, Set<String> people) throws SQLException {
        statement.setArray(1, database.createArrayOf("VARCHAR", people.toArray()));
    }

    private void empty() throws IOException {
        try {
            execute("TRUNCATE activity");
        } catch (SQLException e) {
            throw failed("emptying what was written", e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private void append(DuckDBAppender row, Activity activity) throws SQLException {
        boolean[] has = filled.getOrDefault(activity.type(), new boolean[0]);
        row.beginRow();
        for (int i = 0; i < has.length; i++) {
            Column column = Column.all().get(i);
            append(row, column.kind(), has[i] ? column.of(activity) : null);
        }
        row.endRow();
    }

    private static void append(DuckDBAppender row, Column.Kind kind, @Nullable Object value) throws SQLException {
        if (value == null) {
            row.appendNull();
            return;
        }
        switch (kind) {
            case TEXT -> row.append((String) value);
            case NUMBER -> row.append((long) (Long) value);
            case FLAG -> row.append((boolean) (Boolean) value);
            case TIME -> {
                Instant time = (Instant) value;
                row.appendEpochNanos(time.getEpochSecond() * NANOS + time.getNano());
            }
            case REPORTED_TIME -> {
                Instant time = (Instant) value;
                row.appendEpochMicros(time.getEpochSecond() * MICROS + time.getNano() / NANOS_OF_MICRO);
            }
            case TEXTS -> row.append((List<?>) value);
            case ATTACHMENTS -> row.append(attachments((List<?>) value));
        }
    }

    private static List<Map<String, @Nullable Object>> attachments(List<?> attachments) {
        List<Map<String, @Nullable Object>> structs = new ArrayList<>(attachments.size());
        for (Object one : attachments) {
            Attachment attachment = (Attachment) one;
            Map<String, @Nullable Object> struct = new LinkedHashMap<>();
            struct.put("name", attachment.name());
            struct.put("bytes", attachment.bytes());
            structs.add(struct);
        }
        return structs;
    }

    /** Of DuckDB's messages those of input and output name files; others may hold what a row says. */
    private static IOException failed(String what, SQLException cause) {
        String message = String.valueOf(cause.getMessage());
        return new IOException(
                what + " failed: " + (message.startsWith(INPUT_OUTPUT) ? message : message.split(":", 2)[0]));
    }

    @Override
    public void close() throws IOException {
        try {
            database.close();
        } catch (SQLException e) {
            throw failed("closing DuckDB", e);
        }
    }
}
