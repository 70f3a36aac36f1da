package io.keepwatch.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keepwatch.platform.postgres.Database;
import io.keepwatch.platform.process.PidFile;
import io.keepwatch.platform.process.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A local platform that is running, as other Java programs see it: where things are, tokens, and the power to kill. */
public final class LocalPlatform {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration DEATH = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Home home;
    private final PlatformInfo info;
    private final Secrets secrets;

    private LocalPlatform(Home home, PlatformInfo info, Secrets secrets) {
        this.home = home;
        this.info = info;
        this.secrets = secrets;
    }

    /**
     * The platform that lives in that directory.
     *
     * @param home as in {@code KEEPWATCH_HOME}
     * @throws IOException if no platform was started there
     */
    public static LocalPlatform attach(Path home) throws IOException {
        Home place = new Home(home, home.resolve("programs"));
        if (!Files.exists(place.info())) {
            throw new IOException("No local platform was started in " + place.path() + " (make up starts one)");
        }
        return new LocalPlatform(place, PlatformInfo.read(place.info()), Secrets.in(place));
    }

    /** Ports and the time shift. */
    public PlatformInfo info() {
        return info;
    }

    /** {@code http://localhost:…} of a service. */
    public String url(Service service) {
        return info.url(service);
    }

    /** Where Kafka's clients connect. */
    public String bootstrapServers() {
        return "localhost:" + info.port(Service.KAFKA);
    }

    /** The database of case-management or notification, with its owner's password. */
    public Database database(Service service) {
        return PostgresProgram.database(
                info,
                secrets,
                switch (service) {
                    case CASE_MANAGEMENT -> LocalPrograms.CASE_MANAGEMENT_DATABASE;
                    case NOTIFICATION -> LocalPrograms.NOTIFICATION_DATABASE;
                    default -> throw new IllegalArgumentException(service.programName() + " has no database");
                });
    }

    /** Where the hunting store keeps its files. */
    public Path storedActivities() {
        return home.huntingStore();
    }

    /** The secret that signs HR events, {@code whsec_…}. */
    public String hrWebhookSecret() {
        return secrets.get(Secrets.HR_WEBHOOK);
    }

    /** The secret that signs outgoing webhooks, {@code whsec_…}. */
    public String webhookSecret() {
        return secrets.get(Secrets.WEBHOOK);
    }

    /** {@link #token(String, int)} of the first demo person. */
    public String token(String role) throws IOException, InterruptedException {
        return token(role, 1);
    }

    /**
     * A fresh token; it lives for five minutes.
     *
     * @param role a role of people (the demo person of that role), {@code analyst-blind}, or one of the machine roles
     *     {@code event-writer} (any source), {@code identity-writer}, {@code hr-notifier}
     * @param person 1 to 3; machine roles have one account
     * @throws IOException with one sentence if Keycloak does not answer or knows no such account
     */
    public String token(String role, int person) throws IOException, InterruptedException {
        return new Tokens(info, secrets).token(role, person);
    }

    /**
     * Ends a program without warning, as {@code kill -9} does, and returns when it is gone; the supervisor starts it
     * again.
     *
     * @return the process id it had
     */
    public long kill(Service service) throws IOException {
        ProcessHandle process = process(service);
        process.destroyForcibly();
        try {
            process.onExit().get(DEATH.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(service.programName() + " does not die", e);
        }
        return process.pid();
    }

    /** The living process of a program. */
    public ProcessHandle process(Service service) throws IOException {
        return new PidFile(home.pids().resolve(service.programName() + ".pid"))
                .process()
                .orElseThrow(() -> new IOException(service.programName() + " is not running"));
    }

    /**
     * Waits until a program does its work, after a kill for instance.
     *
     * @return how long that took
     * @throws IOException if it does not within {@code atMost}
     */
    public Duration awaitReady(Service service, Duration atMost) throws IOException, InterruptedException {
        Program program = new LocalPrograms(home, info, secrets, HrKeys.in(home), Map.of(), false)
                .inOrder().stream()
                        .filter(candidate -> candidate.name().equals(service.programName()))
                        .findFirst()
                        .orElseThrow();
        long begun = System.nanoTime();
        long until = begun + atMost.toNanos();
        while (!program.ready()) {
            if (System.nanoTime() > until) {
                throw new IOException("%s is not ready after %d s, see %s"
                        .formatted(
                                service.programName(),
                                atMost.toSeconds(),
                                home.logs().resolve(service.programName() + ".log")));
            }
            Thread.sleep(POLL);
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** What arrived in the outside world: {@code items} of {@code GET /received}. */
    public JsonNode received(String kind) throws IOException, InterruptedException {
        return JSON.readTree(Http.send(HttpRequest.newBuilder(
                                        URI.create(url(Service.OUTSIDE_WORLD) + "/received?kind=" + kind))
                                .build())
                        .body())
                .path("items");
    }
}
