package io.keepwatch.bench;

import io.keepwatch.platform.postgres.Database;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/** What stands beside the hunting store: SQL by hand on its files, and a table with an index. */
final class HuntingPeers {
    private static final int MOST_ROWS = 1_000;
    private static final int VALUES = 100;

    private HuntingPeers() {}

    /** DuckDB in this process on the store's files, as somebody would write it who knows how they lie. */
    static final class DuckDb implements HuntingRun.Answering {
        private final Connection connection;
        private final String files;

        DuckDb(Path store) throws SQLException {
            connection = DriverManager.getConnection("jdbc:duckdb:");
            files = "read_parquet('" + store.toAbsolutePath() + "/day=*/hour=*/*.parquet', hive_partitioning = true)";
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET threads = 2");
                statement.execute("SET parquet_metadata_cache = true");
            }
        }

        @Override
        public String name() {
            return "DuckDB by hand";
        }

        long count() throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + files)) {
                rows.next();
                return rows.getLong(1);
            }
        }

        /** Of the people of that time the one with the median number of activities. */
        String somebody(Instant from, Instant to) throws SQLException {
            try (PreparedStatement select = prepared(
                            connection,
                            "SELECT arg_min(subject, abs(n - middle)) FROM (SELECT subject, n, median(n) OVER () AS middle"
                                    + " FROM (SELECT subject, count(*) AS n FROM " + files
                                    + " WHERE day >= ? AND day <= ? GROUP BY subject))",
                            day(from),
                            day(to));
                    ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }

        /** Writes the columns that the questions ask for into a file, for another database to read. */
        void write(Path csv) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "COPY (SELECT subject, \"time\", type, source, id, \"user\", host, executable, remoteIp"
                                + " FROM " + files + " ORDER BY \"time\") TO '" + csv.toAbsolutePath()
                                + "' (FORMAT csv, HEADER false)");
            }
        }

        @Override
        public String weekOfUser(String user, Instant from, Instant to) throws SQLException {
            return rows(
                    connection,
                    "SELECT * FROM " + files + " WHERE day >= ? AND day <= ? AND (subject = ? OR \"user\" = ?)"
                            + " AND \"time\" >= ? AND \"time\" < ? ORDER BY \"time\" DESC LIMIT " + MOST_ROWS,
                    day(from),
                    day(to),
                    user,
                    user,
                    utc(from),
                    utc(to));
        }

        @Override
        public String weekOfSubject(String subject, Instant from, Instant to) throws SQLException {
            return rows(
                    connection,
                    "SELECT * FROM " + files + " WHERE day >= ? AND day <= ? AND subject = ?"
                            + " AND \"time\" >= ? AND \"time\" < ? ORDER BY \"time\" DESC LIMIT " + MOST_ROWS,
                    day(from),
                    day(to),
                    subject,
                    utc(from),
                    utc(to));
        }

        @Override
        public String rarest(Instant from, Instant to) throws SQLException {
            return values(
                    connection,
                    "SELECT executable, count(*) AS n, count(DISTINCT subject), count(DISTINCT host), min(\"time\"),"
                            + " max(\"time\") FROM " + files + " WHERE day >= ? AND day <= ? AND executable IS NOT NULL"
                            + " AND \"time\" >= ? AND \"time\" < ? GROUP BY executable ORDER BY n, executable LIMIT "
                            + VALUES,
                    day(from),
                    day(to),
                    utc(from),
                    utc(to));
        }

        @Override
        public String prefix(String prefix, Instant from, Instant to) throws SQLException {
            return values(
                    connection,
                    "SELECT remoteIp, count(*) AS n, count(DISTINCT subject), count(DISTINCT host), min(\"time\"),"
                            + " max(\"time\") FROM " + files
                            + " WHERE day >= ? AND day <= ? AND starts_with(remoteIp, ?)"
                            + " AND \"time\" >= ? AND \"time\" < ? GROUP BY remoteIp ORDER BY n DESC, remoteIp LIMIT "
                            + VALUES,
                    day(from),
                    day(to),
                    prefix,
                    utc(from),
                    utc(to));
        }

        private static LocalDate day(Instant time) {
            return time.atZone(ZoneOffset.UTC).toLocalDate();
        }

        private static LocalDateTime utc(Instant time) {
            return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    /** The platform's PostgreSQL with one row an activity, and an index on what is asked for. */
    static final class Table implements HuntingRun.Answering {
        private static final String TABLE = "hunting_peer";

        private final Connection connection;

        Table(Database database, DuckDb files, Path directory) throws SQLException, IOException {
            Path csv = directory.resolve("activities.csv");
            files.write(csv);
            connection = DriverManager.getConnection(
                    "jdbc:postgresql://%s:%d/%s".formatted(database.host(), database.port(), database.name()),
                    database.user(),
                    database.password());
            drop();
            Bench.progress("filling a table of PostgreSQL");
            try (Statement statement = connection.createStatement();
                    Reader rows = Files.newBufferedReader(csv, StandardCharsets.UTF_8)) {
                statement.execute("CREATE UNLOGGED TABLE " + TABLE + " (subject text, at timestamp, type text,"
                        + " source text, id text, account text, host text, executable text, remote_ip text)");
                new CopyManager(connection.unwrap(BaseConnection.class))
                        .copyIn("COPY " + TABLE + " FROM STDIN (FORMAT csv)", rows);
                statement.execute("CREATE INDEX ON " + TABLE + " (subject, at)");
                statement.execute("CREATE INDEX ON " + TABLE + " (account, at)");
                statement.execute("CREATE INDEX ON " + TABLE + " (executable)");
                statement.execute("CREATE INDEX ON " + TABLE + " (remote_ip text_pattern_ops)");
                statement.execute("VACUUM ANALYZE " + TABLE);
            }
            Files.delete(csv);
        }

        @Override
        public String name() {
            return "PostgreSQL";
        }

        @Override
        public String weekOfUser(String user, Instant from, Instant to) throws SQLException {
            return rows(
                    connection,
                    "SELECT * FROM " + TABLE + " WHERE (subject = ? OR account = ?) AND at >= ? AND at < ?"
                            + " ORDER BY at DESC LIMIT " + MOST_ROWS,
                    user,
                    user,
                    DuckDb.utc(from),
                    DuckDb.utc(to));
        }

        @Override
        public String weekOfSubject(String subject, Instant from, Instant to) throws SQLException {
            return rows(
                    connection,
                    "SELECT * FROM " + TABLE + " WHERE subject = ? AND at >= ? AND at < ? ORDER BY at DESC LIMIT "
                            + MOST_ROWS,
                    subject,
                    DuckDb.utc(from),
                    DuckDb.utc(to));
        }

        @Override
        public String rarest(Instant from, Instant to) throws SQLException {
            return values(
                    connection,
                    "SELECT executable, count(*) AS n, count(DISTINCT subject), count(DISTINCT host), min(at), max(at)"
                            + " FROM " + TABLE + " WHERE executable IS NOT NULL AND at >= ? AND at < ?"
                            + " GROUP BY executable ORDER BY n, executable COLLATE \"C\" LIMIT " + VALUES,
                    DuckDb.utc(from),
                    DuckDb.utc(to));
        }

        @Override
        public String prefix(String prefix, Instant from, Instant to) throws SQLException {
            return values(
                    connection,
                    "SELECT remote_ip, count(*) AS n, count(DISTINCT subject), count(DISTINCT host), min(at), max(at)"
                            + " FROM " + TABLE + " WHERE remote_ip LIKE ? AND at >= ? AND at < ?"
                            + " GROUP BY remote_ip ORDER BY n DESC, remote_ip COLLATE \"C\" LIMIT " + VALUES,
                    prefix + "%",
                    DuckDb.utc(from),
                    DuckDb.utc(to));
        }

        private void drop() throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS " + TABLE);
            }
        }

        @Override
        public void close() throws SQLException {
            try (connection) {
                drop();
            }
        }
    }

    /** How many rows came; every value of them is taken over, as whoever shows them must. */
    private static String rows(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement select = prepared(connection, sql, values);
                ResultSet rows = select.executeQuery()) {
            int columns = rows.getMetaData().getColumnCount();
            long count = 0;
            while (rows.next()) {
                for (int column = 1; column <= columns; column++) {
                    rows.getObject(column);
                }
                count++;
            }
            return Long.toString(count);
        }
    }

    private static String values(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement select = prepared(connection, sql, values);
                ResultSet rows = select.executeQuery()) {
            StringBuilder lines = new StringBuilder();
            while (rows.next()) {
                lines.append(rows.getString(1))
                        .append(' ')
                        .append(rows.getLong(2))
                        .append('\n');
            }
            return lines.toString();
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
