package io.keepwatch.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Posts activities each of which is an alert by itself, of somebody nobody knows, to see how long one takes from the door
 * to those who read alerts. The alert is no case and no notice, so that the probe adds nothing to what it measures.
 */
final class AlertProbe {
    private final Doors doors;
    private final String name;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Long> posted = new ConcurrentHashMap<>();

    /** @param name prefix of every account */
    AlertProbe(Doors doors, String name) {
        this.doors = doors;
        this.name = name;
    }

    /** One activity; returns when it was accepted. */
    void post() throws IOException, InterruptedException {
        String account = "%s-probe-%06d".formatted(name, posted.size());
        String line =
                "{\"id\":\"%s\",\"time\":\"%s\",\"type\":\"print.job\",\"user\":\"%s\",\"printer\":\"p-1\",\"pages\":1,\"classification\":\"secret\"}"
                        .formatted(account, Instant.now(), account);
        long now = System.currentTimeMillis();
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(doors.ingestion().resolve("/v1/activity?source=" + LoadRun.SOURCE))
                        .header("Authorization", "Bearer " + doors.token("event-writer"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(line))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        posted.put(subject(account), now);
    }

    /** What an account becomes that no identity claims. */
    private static String subject(String account) {
        return "account:" + LoadRun.SOURCE + "/" + account;
    }

    /** When each was posted, in milliseconds since 1970, by subject. */
    Map<String, Long> posted() {
        return posted;
    }

    /** How long those posted in [from, to] took, the shortest first. */
    double[] seconds(Map<String, Long> alerted, long from, long to) {
        return posted.entrySet().stream()
                .filter(one -> one.getValue() >= from && one.getValue() <= to)
                .mapToDouble(one ->
                        Math.max(0, alerted.getOrDefault(one.getKey(), Long.MAX_VALUE) - one.getValue()) / 1e3)
                .sorted()
                .toArray();
    }
}
