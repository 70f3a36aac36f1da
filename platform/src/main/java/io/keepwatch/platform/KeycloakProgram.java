package io.keepwatch.platform;

import io.keepwatch.platform.postgres.Database;
import io.keepwatch.platform.process.Launch;
import io.keepwatch.platform.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keycloak with the local realm. Its database is named by the realm's digest: a changed realm begins anew instead of
 * being skipped because one of that name is there already.
 */
final class KeycloakProgram implements Program {
    static final String DATABASE_PREFIX = "keycloak_";

    private static final int DIGEST_LETTERS = 12;
    private static final List<String> LINKED = List.of("lib", "providers", "themes", "bin");

    private final Home home;
    private final PlatformInfo info;
    private final Secrets secrets;
    private final byte[] realm;
    private final String database;

    KeycloakProgram(Home home, PlatformInfo info, Secrets secrets) throws IOException {
        this.home = home;
        this.info = info;
        this.secrets = secrets;
        this.realm = RealmFile.local(secrets::get);
        this.database = DATABASE_PREFIX + digest(realm);
    }

    /** The database it needs. */
    String database() {
        return database;
    }

    @Override
    public String name() {
        return Service.KEYCLOAK.programName();
    }

    @Override
    public Set<String> after() {
        return Set.of(Service.POSTGRESQL.programName());
    }

    /** Its own home with its own configuration and data; the programs are linked, so that several homes share them. */
    @Override
    public void prepare() throws IOException, InterruptedException {
        Path folder = folder();
        Path own = own();
        Path imports = own.resolve("data/import");
        Files.createDirectories(imports);
        for (String linked : LINKED) {
            Path link = own.resolve(linked);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, folder.resolve(linked));
        }
        Path configuration = own.resolve("conf");
        Files.createDirectories(configuration);
        for (String file : List.of("cache-ispn.xml", "keycloak.conf")) {
            Files.copy(
                    folder.resolve("conf").resolve(file),
                    configuration.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Home.writePrivately(imports.resolve("keepwatch-realm.json"), realm);
    }

    @Override
    public Launch launch() throws IOException, InterruptedException {
        Database db = PostgresProgram.database(info, secrets, database);
        int port = info.port(Service.KEYCLOAK);
        List<String> arguments = List.of(
                "start",
                "--optimized",
                "--import-realm",
                "--cache=local",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--http-management-host=127.0.0.1",
                "--http-management-port=" + info.internalPort(PlatformInfo.KEYCLOAK_MANAGEMENT),
                "--hostname=" + info.url(Service.KEYCLOAK),
                "--db-url=" + db.jdbcUrl(),
                "--db-username=" + db.user(),
                // Our own question for readiness would fill the log while the first start makes its tables.
                "--log-level=info,io.smallrye.health:error");
        return new Launch(
                KeycloakDistribution.command(folder(), own(), List.of("-Xms64m", "-Xmx512m"), arguments),
                Map.of(
                        "KC_DB_PASSWORD",
                        db.password(),
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        "admin",
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        secrets.get(Secrets.KEYCLOAK_ADMIN)),
                own());
    }

    @Override
    public boolean ready() {
        return Http.answers("http://127.0.0.1:" + info.internalPort(PlatformInfo.KEYCLOAK_MANAGEMENT) + "/health/ready")
                && Http.answers(info.realmUrl());
    }

    /** The first start makes some hundred tables. */
    @Override
    public Duration patience() {
        return Duration.ofMinutes(8);
    }

    private Path folder() throws IOException, InterruptedException {
        return new KeycloakDistribution(home.programs()).folder(home.logs().resolve(name() + ".log"));
    }

    private Path own() {
        return home.data().resolve(name());
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content))
                    .substring(0, DIGEST_LETTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
