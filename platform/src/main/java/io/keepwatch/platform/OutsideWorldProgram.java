package io.keepwatch.platform;

import io.keepwatch.platform.outside.OutsideWorld;
import io.keepwatch.platform.process.Launch;
import io.keepwatch.platform.process.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The outside world as a process of its own. */
final class OutsideWorldProgram implements Program {
    private final Home home;
    private final PlatformInfo info;
    private final HrKeys hrKeys;

    OutsideWorldProgram(Home home, PlatformInfo info, HrKeys hrKeys) {
        this.home = home;
        this.info = info;
        this.hrKeys = hrKeys;
    }

    @Override
    public String name() {
        return Service.OUTSIDE_WORLD.programName();
    }

    @Override
    public Launch launch() {
        return new Launch(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        OwnClassPath.absolute(),
                        OutsideWorld.class.getName(),
                        Integer.toString(info.port(Service.OUTSIDE_WORLD)),
                        Integer.toString(info.internalPort(PlatformInfo.SMTP)),
                        home.data().resolve("received.ndjson").toString(),
                        hrKeys.callbackFile().toString()),
                Map.of(),
                home.data());
    }

    @Override
    public boolean ready() {
        return Http.answers(info.url(Service.OUTSIDE_WORLD) + "/health");
    }
}
