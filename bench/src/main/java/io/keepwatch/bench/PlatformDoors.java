package io.keepwatch.bench;

import io.keepwatch.platform.LocalPlatform;
import io.keepwatch.platform.Service;
import io.keepwatch.platform.postgres.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The doors of a local platform. */
final class PlatformDoors implements Doors {
    /** Tokens live for minutes; one is asked for anew well before its end. */
    private static final Duration TOKEN_RENEWED_AFTER = Duration.ofMinutes(2);

    private static final String MAC = "HmacSHA256";

    private static final Duration READY_WITHIN = Duration.ofMinutes(10);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private record Token(String text, long askedAt) {}

    private final LocalPlatform platform;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    private PlatformDoors(LocalPlatform platform) {
        this.platform = platform;
    }

    /** @throws IOException if no platform was started there */
    static Doors attach(Path home) throws IOException {
        return new PlatformDoors(LocalPlatform.attach(home));
    }

    @Override
    public URI ingestion() {
        return URI.create(platform.url(Service.INGESTION));
    }

    @Override
    public URI ruleEvaluator() {
        return URI.create(platform.url(Service.RULE_EVALUATOR));
    }

    @Override
    public URI caseManagement() {
        return URI.create(platform.url(Service.CASE_MANAGEMENT));
    }

    @Override
    public URI hunting() {
        return URI.create(platform.url(Service.HUNTING));
    }

    @Override
    public URI notification() {
        return URI.create(platform.url(Service.NOTIFICATION));
    }

    @Override
    public String hrSignature(String id, String timestamp, String body) {
        String secret = platform.hrWebhookSecret();
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(secret.indexOf('_') + 1)), MAC));
            byte[] signed = "%s.%s.%s".formatted(id, timestamp, body).getBytes(StandardCharsets.UTF_8);
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + MAC, e);
        }
    }

    @Override
    public Path storedActivities() {
        return platform.storedActivities();
    }

    @Override
    public Database database() {
        return platform.database(Service.CASE_MANAGEMENT);
    }

    @Override
    public String bootstrapServers() {
        return platform.bootstrapServers();
    }

    @Override
    public String token(String role) {
        Token known = tokens.get(role);
        if (known != null && System.nanoTime() - known.askedAt() < TOKEN_RENEWED_AFTER.toNanos()) {
            return known.text();
        }
        Token fresh = new Token(ask(role), System.nanoTime());
        tokens.put(role, fresh);
        return fresh.text();
    }

    /** Keycloak may be busy while everything else is under load; a token is worth waiting for. */
    private String ask(String role) {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (true) {
            try {
                return platform.token(role);
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new UncheckedIOException(e);
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            pause(BETWEEN_TRIES);
        }
    }

    @Override
    public void kill(String process) {
        try {
            platform.kill(service(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void pause(String process, Duration length) {
        try {
            long pid = platform.process(service(process)).pid();
            signal("STOP", pid);
            try {
                pause(length);
            } finally {
                signal("CONT", pid);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void awaitReady(String process) {
        try {
            platform.awaitReady(service(process), READY_WITHIN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static Service service(String process) {
        for (Service service : Service.values()) {
            if (service.programName().equals(process)) {
                return service;
            }
        }
        throw new IllegalArgumentException("the platform has no process " + process);
    }

    @Override
    public void collectGarbage(String process) {
        try {
            long pid = platform.process(service(process)).pid();
            String jcmd =
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            run(process + " did not collect its garbage", jcmd, Long.toString(pid), "GC.run");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(String name, long pid) throws IOException {
        run("signal " + name + " did not reach process " + pid, "kill", "-" + name, Long.toString(pid));
    }

    private static void run(String otherwise, String... command) throws IOException {
        try {
            int exit = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IOException(otherwise);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }
}
