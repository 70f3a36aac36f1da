package io.keepwatch.platform;

import io.keepwatch.platform.files.Directories;
import io.keepwatch.platform.kafka.KafkaBroker;
import io.keepwatch.platform.kafka.KafkaTopics;
import io.keepwatch.platform.process.Launch;
import io.keepwatch.platform.process.Ports;
import io.keepwatch.platform.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The broker, with the contract's topics once it runs. */
final class KafkaProgram implements Program {
    private final KafkaBroker broker;
    private final KafkaTopics topics;
    private final Path log;

    KafkaProgram(Home home, PlatformInfo info) {
        broker = new KafkaBroker(
                home.apps().resolve("broker"),
                home.data().resolve("kafka"),
                info.port(Service.KAFKA),
                info.internalPort(PlatformInfo.KAFKA_CONTROLLER));
        topics = new KafkaTopics(broker.bootstrapServers());
        log = home.logs().resolve(name() + ".log");
    }

    @Override
    public String name() {
        return Service.KAFKA.programName();
    }

    @Override
    public void prepare() throws Exception {
        Directories.mirror(KafkaBroker.builtLibraries(), broker.libraries());
        broker.configure();
        if (!broker.formatted()) {
            FirstStep.run(new Launch(broker.formatCommand(), Map.of(), broker.directory()), log);
        }
    }

    @Override
    public Launch launch() throws IOException {
        Files.createDirectories(broker.directory());
        return new Launch(broker.command("-XX:+ExitOnOutOfMemoryError"), Map.of(), broker.directory());
    }

    @Override
    public boolean ready() {
        return Ports.accepts(broker.port()) && topics.brokerAnswers();
    }

    @Override
    public void furnish() {
        topics.createMissing();
    }
}
