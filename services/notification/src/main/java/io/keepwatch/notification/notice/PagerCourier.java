package io.keepwatch.notification.notice;

import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.CaseEvent.AlertSummary;
import io.keepwatch.contracts.ContractJson;
import io.keepwatch.contracts.Severity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Pages by PagerDuty's Events API v2: an alert triggers, what settles it resolves. The alert's id is the key under which
 * the pager knows it, so that a second finding under one alert is one page, and one after it was settled pages again
 * (S1-06, H08, H12).
 */
@Singleton
class PagerCourier implements Courier {
    private static final int LONGEST_SUMMARY = 1_024;
    private static final int LONGEST_KEY = 255;

    private final Outbound outbound;
    private final @Nullable String routingKey;
    private final @Nullable OutboundTarget target;
    private final URI cases;

    PagerCourier(Outbound outbound, PagerConfig config, DestinationConfig destinations) {
        this.outbound = outbound;
        this.routingKey = config.routingKey().filter(key -> !key.isBlank()).orElse(null);
        this.target = routingKey == null
                ? null
                : OutboundTarget.of(config.url(), config.allowPlain(), config.allowPrivate(), "KEEPWATCH_PAGER");
        this.cases = destinations.cases().url();
    }

    @Override
    public Destination destination() {
        return Destination.PAGER;
    }

    @Override
    public boolean isConfigured() {
        return target != null;
    }

    @Override
    public Uni<Attempt> deliver(Notice notice) {
        if (!(notice.told() instanceof Told.OfCase(CaseEvent event)) || event.alert() == null) {
            return Uni.createFrom().item(new Attempt.Failed("nothing that can be paged"));
        }
        byte[] body = body(event, event.alert());
        return outbound.post(Objects.requireNonNull(target), Map.of("content-type", "application/json"), body);
    }

    private byte[] body(CaseEvent event, AlertSummary alert) {
        boolean settled = event.event().equals(CaseEvent.ALERT_SETTLED);
        return ContractJson.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("routing_key", routingKey);
            json.writeStringField("event_action", settled ? "resolve" : "trigger");
            json.writeStringField("dedup_key", shortened(alert.id(), LONGEST_KEY));
            if (!settled) {
                json.writeObjectFieldStart("payload");
                json.writeStringField("summary", shortened(alert.title(), LONGEST_SUMMARY));
                json.writeStringField("source", "keepwatch");
                json.writeStringField("severity", severity(alert.severity()));
                json.writeStringField("timestamp", alert.at().toString());
                json.writeStringField("component", alert.rule());
                json.writeObjectFieldStart("custom_details");
                json.writeStringField("next steps", alert.description());
                json.writeStringField("case", event.caseId());
                json.writeEndObject();
                json.writeEndObject();
                json.writeStringField("client", "Keepwatch");
                json.writeArrayFieldStart("links");
                json.writeStartObject();
                json.writeStringField("href", CaseLink.to(event.caseId(), cases));
                json.writeStringField("text", "The case");
                json.writeEndObject();
                json.writeEndArray();
            }
            json.writeEndObject();
        });
    }

    /** Not through the middle of a surrogate pair. */
    private static String shortened(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end);
    }

    private static String severity(Severity severity) {
        return switch (severity) {
            case P1 -> "critical";
            case P2 -> "error";
            case P3 -> "warning";
            case P4 -> "info";
        };
    }
}
