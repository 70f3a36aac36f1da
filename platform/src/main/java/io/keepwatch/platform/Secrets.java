package io.keepwatch.platform;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The secrets of one local platform: made at the first start, kept in its home, readable by its owner alone. */
final class Secrets {
    static final String POSTGRES = "postgres";
    static final String DATABASE_SUFFIX = "-database";
    static final String KEYCLOAK_ADMIN = "keycloak-admin";
    static final String DEMO_PASSWORD = "demo-password";
    static final String WEBHOOK = "webhook";
    static final String HR_WEBHOOK = "hr-webhook";
    static final String PAGER = "pager";
    static final String CLIENT_SUFFIX = "-client";

    private static final int BYTES = 24;
    private static final String STANDARD_WEBHOOKS_PREFIX = "whsec_";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final TreeMap<String, String> values;

    private Secrets(Path file, TreeMap<String, String> values) {
        this.file = file;
        this.values = values;
    }

    static Secrets in(Home home) throws IOException {
        Path file = home.secrets();
        return new Secrets(
                file,
                Files.exists(file)
                        ? JSON.readValue(Files.readAllBytes(file), new TypeReference<TreeMap<String, String>>() {})
                        : new TreeMap<>());
    }

    /** The secret of that name, made now if it is asked for the first time. */
    synchronized String get(String name) {
        String known = values.get(name);
        if (known != null) {
            return known;
        }
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        boolean webhook = name.equals(WEBHOOK) || name.equals(HR_WEBHOOK);
        // Standard Webhooks' secrets are plain base64, everything else must be safe in URLs and property files.
        values.put(
                name,
                webhook
                        ? STANDARD_WEBHOOKS_PREFIX + Base64.getEncoder().encodeToString(random)
                        : Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        save();
        return Objects.requireNonNull(values.get(name));
    }

    private void save() {
        try {
            Home.writePrivately(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes((Map<?, ?>) values));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
