package io.keepwatch.platform;

import io.keepwatch.platform.postgres.Database;
import io.keepwatch.platform.postgres.PostgresBinaries;
import io.keepwatch.platform.postgres.PostgresServer;
import io.keepwatch.platform.process.Launch;
import io.keepwatch.platform.process.Leash;
import io.keepwatch.platform.process.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PostgreSQL with one database per user of it, each owned by a role of the same name. */
final class PostgresProgram implements Program {
    private final Home home;
    private final PlatformInfo info;
    private final Secrets secrets;
    private final List<String> databases;
    private final boolean fresh;
    private @Nullable PostgresServer server;

    /** @param fresh whether what the services kept is dropped; the realm's database stays */
    PostgresProgram(Home home, PlatformInfo info, Secrets secrets, List<String> databases, boolean fresh) {
        this.home = home;
        this.info = info;
        this.secrets = secrets;
        this.databases = databases;
        this.fresh = fresh;
    }

    @Override
    public String name() {
        return Service.POSTGRESQL.programName();
    }

    @Override
    public void prepare() throws Exception {
        if (!server().initialised()) {
            server().initialise(home.logs().resolve(name() + ".log"));
        }
    }

    @Override
    public Launch launch() throws IOException, InterruptedException {
        server().awaitOrphans();
        return new Launch(server().command(), Map.of(), home.data());
    }

    @Override
    public boolean ready() {
        try {
            return server().answers();
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void furnish() throws IOException, InterruptedException {
        for (String present : server().databases()) {
            boolean outdatedRealm = present.startsWith(KeycloakProgram.DATABASE_PREFIX) && !databases.contains(present);
            boolean unwanted = fresh && !present.startsWith(KeycloakProgram.DATABASE_PREFIX);
            if (outdatedRealm || unwanted) {
                server().drop(present);
            }
        }
        for (String database : databases) {
            server().database(database, password(secrets, database));
        }
    }

    /** PostgreSQL reads TERM as "when the last client has left"; INT sends the clients home. */
    @Override
    public Leash.Word farewell() {
        return Leash.Word.INT;
    }

    /** How a database of this platform is reached. */
    static Database database(PlatformInfo info, Secrets secrets, String name) {
        return new Database("localhost", info.port(Service.POSTGRESQL), name, name, password(secrets, name));
    }

    private static String password(Secrets secrets, String database) {
        return secrets.get(database + Secrets.DATABASE_SUFFIX);
    }

    private synchronized PostgresServer server() throws IOException, InterruptedException {
        if (server == null) {
            Path programs = PostgresBinaries.unpackedBelow(home.programs());
            server = new PostgresServer(
                    programs,
                    home.data().resolve(name()),
                    info.port(Service.POSTGRESQL),
                    secrets.get(Secrets.POSTGRES));
        }
        return server;
    }
}
