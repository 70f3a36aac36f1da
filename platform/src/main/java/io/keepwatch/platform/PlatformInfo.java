package io.keepwatch.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What one local platform was started with; written to {@code platform.json} in its home.
 *
 * @param ports the port of every program, by {@link Service#programName()}
 * @param internalPorts ports nobody outside of the platform uses, picked at the start: {@code kafka-controller},
 *     {@code keycloak-management}, {@code smtp}
 * @param timeShift how far the services' domain clocks are ahead of the machine's; empty for not at all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlatformInfo(Map<String, Integer> ports, Map<String, Integer> internalPorts, String timeShift) {
    static final String KAFKA_CONTROLLER = "kafka-controller";
    static final String KEYCLOAK_MANAGEMENT = "keycloak-management";
    static final String SMTP = "smtp";

    private static final String TIME_SHIFT = "KEEPWATCH_TIME_SHIFT";
    private static final ObjectMapper JSON = new ObjectMapper();

    public PlatformInfo {
        ports = Map.copyOf(ports);
        internalPorts = Map.copyOf(internalPorts);
    }

    /**
     * Reads what the environment asks for.
     *
     * @throws IllegalArgumentException with one sentence if a variable makes no sense
     */
    static PlatformInfo from(Map<String, String> environment, Map<String, Integer> internalPorts) {
        Map<String, Integer> ports = new HashMap<>();
        Map<Integer, Service> taken = new HashMap<>();
        for (Service service : Service.values()) {
            int port = service.portFrom(environment);
            Service other = taken.putIfAbsent(port, service);
            if (other != null) {
                throw new IllegalArgumentException("%s and %s would both use port %d: set %s or %s"
                        .formatted(
                                other.programName(),
                                service.programName(),
                                port,
                                other.portVariable(),
                                service.portVariable()));
            }
            ports.put(service.programName(), port);
        }
        return new PlatformInfo(ports, internalPorts, timeShift(environment));
    }

    private static String timeShift(Map<String, String> environment) {
        String shift = environment.getOrDefault(TIME_SHIFT, "").strip();
        if (!shift.isEmpty()) {
            try {
                Duration.parse(shift);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        TIME_SHIFT + " is not an ISO 8601 duration such as P15D: " + shift, e);
            }
        }
        return shift;
    }

    static PlatformInfo read(Path file) throws IOException {
        return JSON.readValue(Files.readAllBytes(file), PlatformInfo.class);
    }

    void write(Path file) throws IOException {
        Home.writePrivately(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    }

    /** The port of one program. */
    public int port(Service service) {
        return Objects.requireNonNull(ports.get(service.programName()), service.programName());
    }

    int internalPort(String name) {
        return Objects.requireNonNull(internalPorts.get(name), name);
    }

    /** {@code http://localhost:…} of one program. */
    public String url(Service service) {
        return "http://localhost:" + port(service);
    }

    /** The issuer of the platform's tokens. */
    public String realmUrl() {
        return url(Service.KEYCLOAK) + "/realms/keepwatch";
    }

    Map<Service, Integer> byService() {
        Map<Service, Integer> known = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            known.put(service, port(service));
        }
        return known;
    }
}
