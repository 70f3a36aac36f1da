package io.keepwatch.platform.postgres;

import io.keepwatch.platform.files.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One PostgreSQL server in a directory of its own: how to make it, how to start it, and the databases in it. PostgreSQL
 * refuses to run as root; root therefore starts it in a user namespace in which it is nobody in particular.
 *
 * @param programs the unpacked distribution
 * @param directory the cluster's data
 * @param port where clients connect, on the loopback address
 * @param password of the superuser {@value #SUPERUSER}
 */
public record PostgresServer(Path programs, Path directory, int port, String password) {
    /** The superuser's name; the password is the server's. */
    public static final String SUPERUSER = "postgres";

    private static final Path MEMORY_TABLE = Path.of("/proc/sysvipc/shm");
    private static final int MEMORY_LINE = 7;
    private static final int MEMORY_ID = 1;
    private static final int MEMORY_USERS = 6;
    private static final Duration ORPHANS = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final String HOST = "localhost";
    private static final String NAME = "[a-z][a-z0-9_]{0,62}";

    /** True once {@link #initialise()} has run to its end. */
    public boolean initialised() {
        return Files.isDirectory(directory);
    }

    /** Makes the cluster aside and moves it into place in one step: an interrupted attempt leaves nothing half made. */
    public void initialise(Path log) throws IOException, InterruptedException {
        Path unfinished = directory.resolveSibling(directory.getFileName() + ".unfinished");
        Directories.delete(unfinished);
        Files.createDirectories(directory.toAbsolutePath().getParent());
        Path passwordFile = Files.createTempFile(
                directory.toAbsolutePath().getParent(),
                "initdb",
                ".password",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(passwordFile, password);
            Process initdb = process(asNobodyInParticular(List.of(
                            programs.resolve("bin/initdb").toString(),
                            "--pgdata=" + unfinished,
                            "--username=" + SUPERUSER,
                            "--pwfile=" + passwordFile,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--locale=C",
                            "--no-sync")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            if (initdb.waitFor() != 0) {
                throw new IOException("initdb failed, see " + log);
            }
            Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    /** Starts the server in the foreground. Its working directory must be one that the user may enter. */
    public List<String> command(String... settings) {
        List<String> command = new ArrayList<>(List.of(
                programs.resolve("bin/postgres").toString(),
                "-D",
                directory.toString(),
                "-c",
                "port=" + port,
                "-c",
                "listen_addresses=localhost",
                "-c",
                "unix_socket_directories=",
                "-c",
                "shared_buffers=64MB",
                "-c",
                "max_connections=200"));
        Arrays.stream(settings).forEach(setting -> command.addAll(List.of("-c", setting)));
        return asNobodyInParticular(command);
    }

    /**
     * Waits a while for what a server that was killed left behind: its children hold its memory until they notice, and
     * nobody else can start meanwhile. Where the system does not tell, there is no wait and the start may fail.
     */
    public void awaitOrphans() throws InterruptedException {
        long until = System.nanoTime() + ORPHANS.toNanos();
        while (memoryIsHeld() && System.nanoTime() < until) {
            Thread.sleep(POLL);
        }
    }

    private boolean memoryIsHeld() {
        try {
            List<String> left = Files.readAllLines(directory.resolve("postmaster.pid"));
            if (left.size() < MEMORY_LINE || !Files.exists(MEMORY_TABLE)) {
                return false;
            }
            String segment = left.get(MEMORY_LINE - 1).strip().split("\\s+")[1];
            return Files.readAllLines(MEMORY_TABLE).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .anyMatch(column -> column[MEMORY_ID].equals(segment) && !column[MEMORY_USERS].equals("0"));
        } catch (IOException | ArrayIndexOutOfBoundsException e) {
            // No file: it ended in peace. A file of another shape tells nothing.
            return false;
        }
    }

    /** True if the server takes commands, not only connections. */
    public boolean answers() {
        try (Connection connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /**
     * Makes a database and a role of the same name that owns it; of what is there already, only the password is set.
     *
     * @param name lower-case letters, digits and underscores
     */
    public Database database(String name, String ownerPassword) {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException("Not a plain database name: " + name);
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            String verb = exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name) ? "ALTER" : "CREATE";
            statement.execute(
                    "%s ROLE %s LOGIN PASSWORD %s".formatted(verb, name, statement.enquoteLiteral(ownerPassword)));
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                statement.execute("CREATE DATABASE %1$s OWNER %1$s".formatted(name));
                statement.execute("REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(name));
            }
            return new Database(HOST, port, name, name, ownerPassword);
        } catch (SQLException e) {
            throw new IllegalStateException("Database " + name + " could not be made on port " + port, e);
        }
    }

    /** The databases that {@link #database} made. */
    public List<String> databases() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT d.datname FROM pg_database d"
                                + " JOIN pg_roles r ON r.oid = d.datdba WHERE r.rolname = d.datname AND d.datname <> 'postgres'")) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw new IllegalStateException("The databases on port " + port + " could not be listed", e);
        }
    }

    /** Drops a database that {@link #database} made, with everything in it, whoever uses it. */
    public void drop(String name) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(statement.enquoteIdentifier(name, true)));
        } catch (SQLException e) {
            throw new IllegalStateException("Database " + name + " could not be dropped", e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/postgres?connectTimeout=2&socketTimeout=30".formatted(HOST, port),
                SUPERUSER,
                password);
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet result = statement.executeQuery()) {
                return result.next();
            }
        }
    }

    private static List<String> asNobodyInParticular(List<String> command) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return command;
        }
        List<String> unshared = new ArrayList<>(List.of("unshare", "--user"));
        unshared.addAll(command);
        return unshared;
    }

    private static ProcessBuilder process(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        return builder;
    }

    @Override
    public String toString() {
        return "PostgreSQL on port " + port;
    }
}
