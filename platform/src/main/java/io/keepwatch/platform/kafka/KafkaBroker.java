package io.keepwatch.platform.kafka;

import io.keepwatch.platform.process.RepositoryRoot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One Kafka broker that is its own controller (KRaft), in a directory of its own: what to write there and how to start
 * it. It runs in its own JVM on its own class path.
 *
 * @param libraries the broker's class path, a folder of jars
 * @param directory settings and data
 * @param port where clients connect, on the loopback address
 * @param controllerPort where the controller listens; nobody but the broker goes there
 */
public record KafkaBroker(Path libraries, Path directory, int port, int controllerPort) {
    private static final Path BUILT = Path.of("platform", "broker", "target", "libs");
    private static final String SETTINGS = """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@localhost:%2$d
            listeners=PLAINTEXT://localhost:%1$d,CONTROLLER://localhost:%2$d
            advertised.listeners=PLAINTEXT://localhost:%1$d
            controller.listener.names=CONTROLLER
            inter.broker.listener.name=PLAINTEXT
            listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
            log.dirs=%3$s
            # Topics are made by us, with the partitions and the retention they need, never by a client's typing error.
            auto.create.topics.enable=false
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=5
            # A platform that was down for a few weeks goes on where it stopped.
            offsets.retention.minutes=129600
            group.initial.rebalance.delay.ms=0
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            transaction.state.log.num.partitions=5
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            # A broker killed hard comes back when its old session has ended: 6 s instead of 13.
            broker.session.timeout.ms=3000
            broker.heartbeat.interval.ms=500
            # The default of 1 GB would be kept whole for every partition of every topic.
            log.segment.bytes=67108864
            """;

    /** Where the build leaves the broker's class path. */
    public static Path builtLibraries() {
        Path libraries = RepositoryRoot.find().resolve(BUILT);
        if (!Files.isDirectory(libraries)) {
            throw new IllegalStateException(
                    "The broker's class path is missing: build platform/broker first (" + libraries + ")");
        }
        return libraries;
    }

    /** Writes the settings; data of an earlier start stays. */
    public void configure() throws IOException {
        Files.createDirectories(directory);
        Files.writeString(settings(), SETTINGS.formatted(port, controllerPort, data()));
    }

    /** True once {@link #formatCommand()} has run to its end. */
    public boolean formatted() {
        return Files.exists(data().resolve("meta.properties"));
    }

    /** Prepares the data directory, once before the first start. */
    public List<String> formatCommand() {
        return java(
                Stream.of("-Xmx128m"),
                "kafka.tools.StorageTool",
                "format",
                "--cluster-id",
                clusterId(),
                "--ignore-formatted",
                "--config",
                settings().toString());
    }

    /** Starts the broker in the foreground. */
    public List<String> command(String... jvmFlags) {
        return java(
                Stream.concat(Stream.of("-Xms64m", "-Xmx256m"), Stream.of(jvmFlags)),
                "kafka.Kafka",
                settings().toString());
    }

    /** Where clients connect. */
    public String bootstrapServers() {
        return "localhost:" + port;
    }

    private List<String> java(Stream<String> flags, String... mainAndArguments) {
        return Stream.of(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                                "-Dorg.slf4j.simpleLogger.log.kafka.server=info",
                                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX"),
                        flags,
                        Stream.of("-cp", libraries.resolve("*").toString()),
                        Stream.of(mainAndArguments))
                .flatMap(part -> part)
                .toList();
    }

    private Path settings() {
        return directory.resolve("server.properties");
    }

    private Path data() {
        return directory.resolve("data");
    }

    private static String clusterId() {
        UUID id = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(Long.BYTES * 2)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        // A leading hyphen would be read as an option.
        bytes[0] = 0;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
