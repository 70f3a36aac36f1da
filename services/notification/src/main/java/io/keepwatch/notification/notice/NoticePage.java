package io.keepwatch.notification.notice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.keepwatch.notification.Problem.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of notices.
 *
 * @param nextCursor leads to the next page; absent on the last one
 */
@Schema(name = "NoticePage")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NoticePage(List<Item> items, @Nullable String nextCursor) {

    /**
     * What became of one notice.
     *
     * @param id the webhook-id its receiver sees
     * @param event the message it tells of
     * @param caseId the case it belongs to; absent where it is about a task or a monitoring period
     * @param kind case, task, confirmation, suspicion or all-clear
     * @param destination mail, webhook, pager or hr
     * @param status pending, delivered or dead
     * @param attempts attempts begun
     * @param reason why the last attempt failed
     * @param nextAttemptAt when a pending one is due
     * @param settledAt when it arrived or died
     */
    @Schema(name = "NoticeState")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(
            String id,
            String event,
            @JsonProperty("case") @Nullable String caseId,
            String kind,
            String destination,
            String status,
            int attempts,
            @Nullable String reason,
            Instant createdAt,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant settledAt) {}

    /** @param lines up to one more than {@code most}, which then says that there is a next page */
    static NoticePage of(List<NoticeStore.Line> lines, int most) {
        List<Item> items = lines.stream().limit(most).map(NoticePage::item).toList();
        String next = lines.size() > most ? cursor(lines.get(most - 1).seq()) : null;
        return new NoticePage(items, next);
    }

    private static Item item(NoticeStore.Line line) {
        return new Item(
                line.id(),
                line.eventId(),
                line.caseId(),
                line.kind(),
                line.destination().label(),
                line.status().toLowerCase(Locale.ROOT),
                line.attempts(),
                line.reason(),
                line.createdAt(),
                line.settledAt() == null ? line.nextAttemptAt() : null,
                line.settledAt());
    }

    private static String cursor(long position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Long.toString(position).getBytes(StandardCharsets.US_ASCII));
    }

    /** The position a cursor stands for; the newest end if there is none. */
    static long position(@Nullable String cursor, List<Violation> violations) {
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        try {
            return Long.parseLong(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            violations.add(new Violation("cursor", "not a cursor of ours"));
            return Long.MAX_VALUE;
        }
    }
}
