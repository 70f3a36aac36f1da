package io.keepwatch.platform;

import io.keepwatch.platform.postgres.Database;
import io.keepwatch.platform.process.Program;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every program of the local platform, with the settings that only the local platform has. */
final class LocalPrograms {
    static final String CASE_MANAGEMENT_DATABASE = "case_management";
    static final String NOTIFICATION_DATABASE = "notification";

    private static final String JAVA_OPTIONS = "KEEPWATCH_%s_JAVA_OPTIONS";
    private static final String NOTICES_TO = "soc@demo.keepwatch.invalid";

    private final Home home;
    private final PlatformInfo info;
    private final Secrets secrets;
    private final HrKeys hrKeys;
    private final Map<String, String> outer;
    private final boolean fresh;

    /**
     * @param outer the environment of whoever starts the platform: KEEPWATCH_ variables that are not about the platform
     *     itself are passed on to the services
     * @param fresh whether this platform begins without what an earlier one kept
     */
    LocalPrograms(
            Home home, PlatformInfo info, Secrets secrets, HrKeys hrKeys, Map<String, String> outer, boolean fresh) {
        this.home = home;
        this.info = info;
        this.secrets = secrets;
        this.hrKeys = hrKeys;
        this.outer = outer;
        this.fresh = fresh;
    }

    /** In dependency order. */
    List<Program> inOrder() throws IOException {
        KeycloakProgram keycloak = new KeycloakProgram(home, info, secrets);
        return List.of(
                new KafkaProgram(home, info),
                new PostgresProgram(
                        home,
                        info,
                        secrets,
                        List.of(CASE_MANAGEMENT_DATABASE, NOTIFICATION_DATABASE, keycloak.database()),
                        fresh),
                new OutsideWorldProgram(home, info, hrKeys),
                keycloak,
                // The two that carry the load get the optimising compiler, the others start quicker without it.
                service(Service.INGESTION, Map.of(), "-Xmx384m"),
                service(
                        Service.RULE_EVALUATOR,
                        Map.of(
                                "KEEPWATCH_RULES_DIR",
                                home.rules().toString(),
                                "KEEPWATCH_STATE_DIR",
                                home.data().resolve("rule-evaluator").toString()),
                        "-Xmx1g"),
                service(
                        Service.CASE_MANAGEMENT,
                        database(CASE_MANAGEMENT_DATABASE),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1"),
                service(Service.NOTIFICATION, notification(), "-Xmx256m", "-XX:TieredStopAtLevel=1"),
                service(
                        Service.HUNTING,
                        Map.of(
                                "KEEPWATCH_RULES_DIR",
                                home.rules().toString(),
                                "KEEPWATCH_HUNTING_DIR",
                                home.huntingStore().toString()),
                        "-Xmx512m"));
    }

    private Program service(Service service, Map<String, String> settings, String... jvmFlags) {
        Map<String, String> environment = passedOn();
        environment.putAll(settings);
        environment.put("QUARKUS_OIDC_CLIENT_ID", service.programName());
        environment.put("QUARKUS_OIDC_CREDENTIALS_SECRET", secrets.get(service.programName() + Secrets.CLIENT_SUFFIX));
        return new ServiceProgram(service, home, info, withOwn(service, jvmFlags), !fresh, environment);
    }

    /** Flags named for one service come last and so win over ours. */
    private List<String> withOwn(Service service, String... jvmFlags) {
        String own = outer.getOrDefault(JAVA_OPTIONS.formatted(service.variable()), "")
                .strip();
        return Stream.concat(Stream.of(jvmFlags), own.isEmpty() ? Stream.of() : Arrays.stream(own.split("\\s+")))
                .toList();
    }

    private Map<String, String> notification() {
        Map<String, String> settings = new HashMap<>(database(NOTIFICATION_DATABASE));
        settings.put("QUARKUS_MAILER_HOST", "localhost");
        settings.put("QUARKUS_MAILER_PORT", Integer.toString(info.internalPort(PlatformInfo.SMTP)));
        settings.put("KEEPWATCH_MAIL_TO", NOTICES_TO);
        settings.put("KEEPWATCH_WEBHOOK_URL", info.url(Service.OUTSIDE_WORLD) + "/webhook");
        settings.put("KEEPWATCH_WEBHOOK_SECRET", secrets.get(Secrets.WEBHOOK));
        settings.put("KEEPWATCH_WEBHOOK_ALLOW_PLAIN", "true");
        settings.put("KEEPWATCH_WEBHOOK_ALLOW_PRIVATE", "true");
        settings.put("KEEPWATCH_HR_WEBHOOK_SECRET", secrets.get(Secrets.HR_WEBHOOK));
        settings.put("KEEPWATCH_HR_ALLOW_PLAIN", "true");
        settings.put("KEEPWATCH_HR_KEYS_OWN", hrKeys.own().toString());
        settings.put("KEEPWATCH_HR_KEYS_SYSTEM", hrKeys.system().toString());
        settings.put("KEEPWATCH_HR_CALLBACK_URL", info.url(Service.OUTSIDE_WORLD) + "/hr");
        settings.put("KEEPWATCH_HR_CALLBACK_ALLOW_PLAIN", "true");
        settings.put("KEEPWATCH_HR_CALLBACK_ALLOW_PRIVATE", "true");
        settings.put("KEEPWATCH_PAGER_URL", info.url(Service.OUTSIDE_WORLD) + "/pager/v2/enqueue");
        settings.put("KEEPWATCH_PAGER_ROUTING_KEY", secrets.get(Secrets.PAGER));
        settings.put("KEEPWATCH_PAGER_ALLOW_PLAIN", "true");
        settings.put("KEEPWATCH_PAGER_ALLOW_PRIVATE", "true");
        settings.put("KEEPWATCH_CASES_URL", info.url(Service.CASE_MANAGEMENT));
        return settings;
    }

    private Map<String, String> database(String name) {
        Database database = PostgresProgram.database(info, secrets, name);
        return Map.of(
                "KEEPWATCH_DB_HOST", database.host(),
                "KEEPWATCH_DB_PORT", Integer.toString(database.port()),
                "KEEPWATCH_DB_NAME", database.name(),
                "KEEPWATCH_DB_USER", database.user(),
                "KEEPWATCH_DB_PASSWORD", database.password());
    }

    private Map<String, String> passedOn() {
        List<String> platformsOwn = new ArrayList<>(List.of(Home.VARIABLE, Home.PROGRAMS_VARIABLE));
        for (Service service : Service.values()) {
            platformsOwn.add(service.portVariable());
            platformsOwn.add(JAVA_OPTIONS.formatted(service.variable()));
        }
        Map<String, String> passed = new HashMap<>();
        outer.forEach((name, value) -> {
            if (name.startsWith("KEEPWATCH_") && !platformsOwn.contains(name)) {
                passed.put(name, value);
            }
        });
        return passed;
    }
}
