package io.keepwatch.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Access tokens of the local realm's accounts. */
final class Tokens {
    /** The client of the realm overlay that gives out tokens of demo people. */
    static final String PEOPLE_CLIENT = "local-token";

    /** The client that stands for the HR system. */
    static final String HRIS_CLIENT = "hris";

    private static final Map<String, String> MACHINE_CLIENTS = Map.of(
            "event-writer", "local-writer",
            "identity-writer", "directory-sync",
            "hr-notifier", HRIS_CLIENT);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PlatformInfo info;
    private final Secrets secrets;

    Tokens(PlatformInfo info, Secrets secrets) {
        this.info = info;
        this.secrets = secrets;
    }

    /** Where tokens are asked for. */
    static String endpoint(PlatformInfo info) {
        return info.realmUrl() + "/protocol/openid-connect/token";
    }

    String token(String role, int person) throws IOException, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>();
        String machine = MACHINE_CLIENTS.get(role);
        String client = machine == null ? PEOPLE_CLIENT : machine;
        form.put("client_id", client);
        form.put("client_secret", secrets.get(client + Secrets.CLIENT_SUFFIX));
        if (machine == null) {
            form.put("grant_type", "password");
            form.put("username", person == 1 ? role : role + "-" + person);
            form.put("password", secrets.get(Secrets.DEMO_PASSWORD));
        } else {
            form.put("grant_type", "client_credentials");
        }
        return post(form, person == 1 ? role : role + " " + person);
    }

    private String post(Map<String, String> form, String account) throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> answer;
        try {
            answer = Http.send(HttpRequest.newBuilder(URI.create(endpoint(info)))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build());
        } catch (ConnectException e) {
            throw new IOException(
                    "Keycloak does not answer at " + info.url(Service.KEYCLOAK) + "; is the platform up?", e);
        }
        JsonNode json = answer.body().startsWith("{") ? JSON.readTree(answer.body()) : JSON.createObjectNode();
        if (!json.hasNonNull("access_token")) {
            throw new IOException("There is no demo account for the role %s (Keycloak: %s)"
                    .formatted(account, json.path("error_description").asText("status " + answer.statusCode())));
        }
        return json.path("access_token").asText();
    }
}
