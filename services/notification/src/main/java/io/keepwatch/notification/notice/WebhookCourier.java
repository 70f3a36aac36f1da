package io.keepwatch.notification.notice;

import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import io.keepwatch.contracts.ContractJson;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Posts notices as CloudEvents, signed as Standard Webhooks say. The notice's id is the {@code webhook-id} of every
 * attempt.
 */
@Singleton
class WebhookCourier implements Courier {
    private static final String SOURCE = "/keepwatch/notification";
    private static final String CONTENT_TYPE = "application/cloudevents+json";

    private final Outbound outbound;
    private final @Nullable OutboundTarget target;
    private final @Nullable WebhookSignature signature;

    WebhookCourier(Outbound outbound, DestinationConfig config) throws EmptyWebhookSecretException {
        this.outbound = outbound;
        DestinationConfig.Receiver receiver = config.webhook();
        this.target = receiver.url()
                .map(url -> OutboundTarget.of(url, receiver.allowPlain(), receiver.allowPrivate(), "KEEPWATCH_WEBHOOK"))
                .orElse(null);
        this.signature =
                target == null ? null : new WebhookSignature(receiver.secret().orElse(""), "KEEPWATCH_WEBHOOK_SECRET");
    }

    @Override
    public Destination destination() {
        return Destination.WEBHOOK;
    }

    @Override
    public boolean isConfigured() {
        return target != null;
    }

    @Override
    public Uni<Attempt> deliver(Notice notice) {
        byte[] body = body(notice.told());
        return outbound.post(
                Objects.requireNonNull(target),
                Objects.requireNonNull(signature).headers(notice.id(), CONTENT_TYPE, body),
                body);
    }

    /** A CloudEvent in structured mode; the same bytes at every attempt. */
    private static byte[] body(Told told) {
        String data = new String(told.write(), StandardCharsets.UTF_8);
        return ContractJson.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("specversion", "1.0");
            json.writeStringField("id", told.id());
            json.writeStringField("source", SOURCE);
            json.writeStringField("type", told.type().wireName());
            json.writeStringField("subject", told.subject());
            json.writeStringField("time", told.at().toString());
            json.writeStringField("datacontenttype", "application/json");
            json.writeFieldName("data");
            json.writeRawValue(data);
            json.writeEndObject();
        });
    }
}
