package io.keepwatch.bench;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keepwatch.contracts.ContractJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads alerts the way an analyst's tool does: page by page through {@code GET /v1/alerts}. */
final class CaseApi {
    private static final int PAGE = 200;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final Supplier<String> token;

    CaseApi(URI base, Supplier<String> token) {
        this.base = base;
        this.token = token;
    }

    /** Every alert about a person whose subject begins with the prefix. */
    List<FoundAlert> alerts(String subjectPrefix) throws IOException, InterruptedException {
        List<FoundAlert> alerts = new ArrayList<>();
        String cursor = null;
        do {
            cursor = page(cursor, subjectPrefix, alerts);
        } while (cursor != null);
        return alerts;
    }

    private @Nullable String page(@Nullable String cursor, String subjectPrefix, List<FoundAlert> into)
            throws IOException, InterruptedException {
        String query = "?limit=" + PAGE
                + (cursor == null ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(base.resolve("/v1/alerts" + query))
                        .header("Authorization", "Bearer " + token.get())
                        .GET()
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(
                    "alerts: " + answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8));
        }
        String next = null;
        try (JsonParser json = ContractJson.factory().createParser(answer.body())) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "items" -> {
                        while (json.nextToken() != JsonToken.END_ARRAY) {
                            FoundAlert alert = FoundAlert.read(json);
                            if (alert.subject().startsWith(subjectPrefix)) {
                                into.add(alert);
                            }
                        }
                    }
                    case "nextCursor" -> next = json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText();
                    default -> json.skipChildren();
                }
            }
        }
        return next;
    }
}
