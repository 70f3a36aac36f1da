package io.keepwatch.notification.hr;

import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.HrEvent.Monitoring;
import io.keepwatch.contracts.HrEventJson;
import io.keepwatch.notification.Problem;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Takes what HR says once, gives it a period and hands it to the relay (S2-094, S2-101, S2-107, H03, H06). */
@Singleton
class HrEvents {
    private static final String OVER = "the monitoring period of this event ended before the event came in";
    private static final int RECEIPT_BYTES = 12;

    private final HrStore store;
    private final HrRelay relay;
    private final Clock clock;
    private final MonitoringPolicy policy;

    HrEvents(HrStore store, HrRelay relay, Clock clock, HrConfig config) {
        this.store = store;
        this.relay = relay;
        this.clock = clock;
        this.policy = new MonitoringPolicy(config.enhancedMonitoring());
    }

    /**
     * Answers once the event, its period and its message are committed.
     *
     * @param body as it came, to tell a repeat from another body under the same id
     * @return fails with {@link Problem#WEBHOOK_ID_REUSED} if the id was used with another body
     */
    Uni<Taken> take(String webhookId, byte[] body, HrNotice notice) {
        String receipt = receipt(webhookId);
        Instant received = clock.instant();
        HrStore.Delivery delivery =
                new HrStore.Delivery(webhookId, sha256(body), receipt, notice.subject(), MonitoringPolicy.ENHANCED);
        return store.take(delivery, known -> decide(receipt, notice, received, known))
                .map(Unchecked.function(outcome -> switch (outcome) {
                    case HrStore.Outcome.Fresh fresh -> {
                        relay.wake();
                        yield new Taken(fresh.answer(), false);
                    }
                    case HrStore.Outcome.Repeat repeat -> new Taken(repeat.answer(), true);
                    case HrStore.Outcome.OtherBody _ ->
                        throw Problem.WEBHOOK_ID_REUSED.because(
                                "a webhook-id names one delivery; a changed body needs a new one");
                }));
    }

    /** @param repeated true if the answer was given before */
    record Taken(HrAnswer answer, boolean repeated) {}

    private HrStore.Decision decide(String receipt, HrNotice notice, Instant received, @Nullable Monitoring known) {
        Monitoring period = MonitoringPolicy.together(policy.afterResignation(notice.occurred()), known);
        boolean over = MonitoringPolicy.isOver(period, received);
        HrEvent event = new HrEvent(
                receipt,
                notice.event().wireName(),
                notice.subject(),
                notice.effective(),
                notice.occurred(),
                received,
                notice.detail(),
                over ? null : period,
                null,
                null);
        HrAnswer answer = over
                ? new HrAnswer(receipt, null, OVER)
                : new HrAnswer(receipt, new HrAnswer.Period(period.kind(), period.until()), null);
        return new HrStore.Decision(answer, period, notice.occurred(), HrEventJson.write(event));
    }

    /** Derived from the sender's id, so that even a repeat after we forgot the first one is known to the readers. */
    private static String receipt(String webhookId) {
        byte[] digest = sha256(webhookId.getBytes(StandardCharsets.UTF_8));
        return "hr-" + HexFormat.of().formatHex(digest, 0, RECEIPT_BYTES);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
