package io.keepwatch.notification.notice;

import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import io.keepwatch.contracts.ContractJson;
import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.notification.jose.Envelopes;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells HR what became of a period, signed and encrypted as HR's own events are (S2-103, S2-105, S2-106). The notice's
 * id is the {@code webhook-id} of every attempt; each attempt is sealed anew, so that a key that was replaced meanwhile
 * does not matter.
 */
@Singleton
@Startup
class HrCourier implements Courier {
    private static final String CONTENT_TYPE = "application/jose";

    private final Outbound outbound;
    private final Envelopes envelopes;
    private final HrCallbackConfig config;
    private final @Nullable OutboundTarget target;
    private final @Nullable WebhookSignature signature;

    HrCourier(Outbound outbound, Envelopes envelopes, HrCallbackConfig config) throws EmptyWebhookSecretException {
        this.outbound = outbound;
        this.envelopes = envelopes;
        this.config = config;
        this.target = config.url()
                .map(url -> OutboundTarget.of(url, config.allowPlain(), config.allowPrivate(), "KEEPWATCH_HR_CALLBACK"))
                .orElse(null);
        this.signature = target == null
                ? null
                : new WebhookSignature(config.secret().orElse(""), "KEEPWATCH_HR_CALLBACK_SECRET");
        if (target != null && !envelopes.canSeal()) {
            throw new IllegalStateException("KEEPWATCH_HR_CALLBACK_URL is set, and the keys for callbacks are missing:"
                    + " KEEPWATCH_HR_KEYS_OWN needs a key with use=sig and KEEPWATCH_HR_KEYS_SYSTEM one with use=enc");
        }
    }

    @Override
    public Destination destination() {
        return Destination.HR;
    }

    @Override
    public boolean isConfigured() {
        return target != null;
    }

    @Override
    public int parallel(DeliveryConfig shared) {
        return config.parallel();
    }

    @Override
    public int attempts(DeliveryConfig shared) {
        return config.attempts();
    }

    @Override
    public Uni<Attempt> deliver(Notice notice) {
        if (!(notice.told() instanceof Told.OfMonitoring(MonitoringChange change))) {
            return Uni.createFrom().item(new Attempt.Failed("nothing that HR is told"));
        }
        return Uni.createFrom()
                .item(() -> envelopes.seal(body(change)))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(body -> outbound.post(
                        Objects.requireNonNull(target),
                        Objects.requireNonNull(signature).headers(notice.id(), CONTENT_TYPE, body),
                        body));
    }

    private static byte[] body(MonitoringChange change) {
        return ContractJson.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("type", type(change));
            json.writeStringField("receipt", change.receipt() == null ? change.period() : change.receipt());
            json.writeStringField("subject", change.subject());
            json.writeObjectFieldStart("period");
            json.writeStringField("kind", change.kind());
            json.writeStringField("from", change.from().toString());
            json.writeStringField(
                    "until", change.until() == null ? null : change.until().toString());
            json.writeEndObject();
            if (change.alert() != null) {
                json.writeStringField("alert", change.alert());
            }
            json.writeStringField("at", change.at().toString());
            json.writeEndObject();
        });
    }

    private static String type(MonitoringChange change) {
        return switch (change.state()) {
            case MonitoringChange.ACTIVE -> "monitoring.confirmed";
            case MonitoringChange.SUSPICION -> "monitoring.suspicion";
            default -> "monitoring.all-clear";
        };
    }
}
