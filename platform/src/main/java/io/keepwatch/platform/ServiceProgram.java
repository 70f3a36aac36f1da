package io.keepwatch.platform;

import io.keepwatch.platform.files.Directories;
import io.keepwatch.platform.process.Launch;
import io.keepwatch.platform.process.Program;
import io.keepwatch.platform.process.RepositoryRoot;
import io.keepwatch.platform.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One of Keepwatch's own services, from a private copy of its packaged fast-jar. */
final class ServiceProgram implements Program {
    private final Service service;
    private final Home home;
    private final PlatformInfo info;
    private final List<String> jvmFlags;
    private final boolean keepsArchive;
    private final Map<String, String> environment;

    /**
     * @param jvmFlags the service's heap and compilers
     * @param keepsArchive whether it leaves an archive of its classes when it ends; that takes some seconds then
     * @param environment what only this service is told
     */
    ServiceProgram(
            Service service,
            Home home,
            PlatformInfo info,
            List<String> jvmFlags,
            boolean keepsArchive,
            Map<String, String> environment) {
        this.service = service;
        this.home = home;
        this.info = info;
        this.jvmFlags = jvmFlags;
        this.keepsArchive = keepsArchive;
        this.environment = environment;
    }

    @Override
    public String name() {
        return service.programName();
    }

    @Override
    public Set<String> after() {
        return Set.of(
                Service.KAFKA.programName(),
                Service.POSTGRESQL.programName(),
                Service.KEYCLOAK.programName(),
                Service.OUTSIDE_WORLD.programName());
    }

    @Override
    public void prepare() throws IOException, StartFailure {
        Path built = RepositoryRoot.find().resolve("services").resolve(name()).resolve("target/quarkus-app");
        if (!Files.exists(built.resolve("quarkus-run.jar"))) {
            throw new StartFailure(
                    "%s is not built: %s is missing".formatted(name(), built.resolve("quarkus-run.jar")));
        }
        Directories.mirror(built, app());
    }

    @Override
    public Launch launch() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                // Classes as an earlier start left them: two to three seconds of work less.
                "-XX:SharedArchiveFile=" + app().resolveSibling(name() + ".jsa"),
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        if (keepsArchive) {
            command.add("-XX:+AutoCreateSharedArchive");
        }
        command.addAll(jvmFlags);
        command.addAll(List.of("-jar", app().resolve("quarkus-run.jar").toString()));
        Map<String, String> told = new HashMap<>(environment);
        told.put("QUARKUS_HTTP_PORT", Integer.toString(info.port(service)));
        told.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        told.put("QUARKUS_LOG_CONSOLE_COLOR", "false");
        told.put("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + info.port(Service.KAFKA));
        told.put("QUARKUS_OIDC_AUTH_SERVER_URL", info.realmUrl());
        if (!info.timeShift().isEmpty()) {
            told.put("KEEPWATCH_TIME_SHIFT", info.timeShift());
        }
        return new Launch(command, told, home.data());
    }

    @Override
    public boolean ready() {
        return Http.answers(info.url(service) + "/q/health/ready");
    }

    private Path app() {
        return home.apps().resolve(name());
    }
}
