package io.keepwatch.notification.hr;

import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.HrEvent.Monitoring;
import io.keepwatch.contracts.HrEventJson;
import io.keepwatch.notification.Problem;
import io.keepwatch.notification.Problem.Violation;
import io.keepwatch.notification.outbox.OutboxRelay;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes what HR says once, gives it a period and hands it to the relay (S2-094, S2-101, S2-107, H03, H06, H11). */
@Singleton
class HrEvents {
    private static final String OVER = "the monitoring period of this event ended before the event came in";
    private static final String NONE = "this event begins no monitoring period";
    private static final String WITHDRAWN = "what the withdrawn event began has ended";
    private static final int DIGEST_BYTES = 12;

    private final HrStore store;
    private final OutboxRelay relay;
    private final Clock clock;
    private final MonitoringPolicy policy;

    HrEvents(HrStore store, OutboxRelay relay, Clock clock, HrConfig config) {
        this.store = store;
        this.relay = relay;
        this.clock = clock;
        this.policy = MonitoringPolicy.from(config);
    }

    /**
     * Answers once the event, its period and its message are committed.
     *
     * @param content what was said, to tell a repeat from another event under the same id
     * @return fails with {@link Problem#WEBHOOK_ID_REUSED} if the id was used for something else, with {@link
     *     Problem#UNREADABLE} if the event withdraws what this person's events never were
     */
    Uni<Taken> take(String webhookId, byte[] content, HrNotice notice) {
        Instant received = clock.instant();
        String receipt = receipt(webhookId);
        Monitoring own = policy.period(notice);
        HrStore.Delivery delivery = new HrStore.Delivery(webhookId, sha256(content), receipt, notice, own);
        return store.take(delivery, standing -> decide(receipt, notice, received, own, standing))
                .map(Unchecked.function(outcome -> switch (outcome) {
                    case HrStore.Outcome.Fresh fresh -> {
                        relay.wake();
                        yield new Taken(fresh.answer(), false);
                    }
                    case HrStore.Outcome.Repeat repeat -> new Taken(repeat.answer(), true);
                    case HrStore.Outcome.OtherContent _ ->
                        throw Problem.WEBHOOK_ID_REUSED.because(
                                "a webhook-id names one delivery; a changed body needs a new one");
                    case HrStore.Outcome.NothingToWithdraw _ ->
                        throw Problem.UNREADABLE.because(
                                "there is nothing to withdraw",
                                List.of(new Violation(
                                        "detail.receipt",
                                        "no receipt of an event of this person that can be withdrawn")));
                }));
    }

    /** @param repeated true if the answer was given before */
    record Taken(HrAnswer answer, boolean repeated) {}

    private HrStore.Decision decide(
            String receipt,
            HrNotice notice,
            Instant received,
            @Nullable Monitoring own,
            HrStore.@Nullable Standing standing) {
        HrEvent event = new HrEvent(
                receipt,
                notice.event().wireName(),
                notice.subject(),
                notice.effective(),
                notice.occurred(),
                received,
                notice.detail(),
                own == null || MonitoringPolicy.isOver(own.until(), received) ? null : own,
                policy.context(notice),
                notice.withdraws());
        HrAnswer answer = own == null
                ? answer(receipt, received, standing, notice.withdraws() == null ? NONE : WITHDRAWN)
                : answer(receipt, received, joined(own, standing), OVER);
        return new HrStore.Decision(answer, HrEventJson.write(event));
    }

    private static HrStore.Standing joined(Monitoring own, HrStore.@Nullable Standing standing) {
        return new HrStore.Standing(
                own.kind(), standing == null ? own.until() : MonitoringPolicy.later(own.until(), standing.until()));
    }

    private static HrAnswer answer(
            String receipt, Instant received, HrStore.@Nullable Standing standing, String reasonForNone) {
        return standing == null || MonitoringPolicy.isOver(standing.until(), received)
                ? new HrAnswer(receipt, null, reasonForNone)
                : new HrAnswer(receipt, new HrAnswer.Period(standing.kind(), standing.until()), null);
    }

    /** Derived from the sender's id, so that even a repeat after we forgot the first one is known to the readers. */
    private static String receipt(String webhookId) {
        return "hr-" + digest(webhookId);
    }

    /** A short name for a text that nobody can make another text for. */
    static String digest(String text) {
        return HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8)), 0, DIGEST_BYTES);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
