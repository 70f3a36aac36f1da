package io.keepwatch.platform;

import java.util.Locale;
import java.util.Map;

/** What runs in the local platform and has a port that can be moved. */
public enum Service {
    KAFKA("kafka", 9092),
    POSTGRESQL("postgresql", "KEEPWATCH_POSTGRES_PORT", 5433),
    KEYCLOAK("keycloak", 8180),
    OUTSIDE_WORLD("outside-world", 8086),
    INGESTION("ingestion", 8081),
    RULE_EVALUATOR("rule-evaluator", 8082),
    CASE_MANAGEMENT("case-management", 8083),
    NOTIFICATION("notification", 8084),
    HUNTING("hunting", 8085);

    private static final int HIGHEST_PORT = 65_535;

    private final String programName;
    private final String portVariable;
    private final int defaultPort;

    Service(String programName, int defaultPort) {
        this(programName, "KEEPWATCH_" + variable(programName) + "_PORT", defaultPort);
    }

    Service(String programName, String portVariable, int defaultPort) {
        this.programName = programName;
        this.portVariable = portVariable;
        this.defaultPort = defaultPort;
    }

    /** The name of its log and pid file, and of its client in the realm if it has one. */
    public String programName() {
        return programName;
    }

    /** The environment variable that moves its port. */
    public String portVariable() {
        return portVariable;
    }

    /** The port the contract names. */
    public int defaultPort() {
        return defaultPort;
    }

    /** Its name as a part of environment variables. */
    String variable() {
        return variable(programName);
    }

    int portFrom(Map<String, String> environment) {
        String text = environment.getOrDefault(portVariable, "").strip();
        if (text.isEmpty()) {
            return defaultPort;
        }
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= HIGHEST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Told below, together with numbers out of range.
        }
        throw new IllegalArgumentException(portVariable + " is not a port number: " + text);
    }

    private static String variable(String programName) {
        return programName.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
