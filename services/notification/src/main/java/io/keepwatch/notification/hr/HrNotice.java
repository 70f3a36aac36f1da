package io.keepwatch.notification.hr;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What HR says of a person, as read from the body of {@code POST /v1/hr/events}.
 *
 * @param event one of the contract's events
 * @param subject the person's key
 * @param effective the day it takes effect, in the person's zone
 * @param occurred when it happened or will, in microseconds, which is what the database keeps
 * @param until when HR says it ends, exclusive; null where HR says nothing or has no say
 * @param withdraws the receipt of an earlier event, exactly if this is {@link HrEventName#WITHDRAWN}
 * @param detail the event's own details, as sent
 */
record HrNotice(
        HrEventName event,
        String subject,
        @Nullable LocalDate effective,
        Instant occurred,
        @Nullable Instant until,
        @Nullable String withdraws,
        Map<String, String> detail) {
    HrNotice {
        detail = Map.copyOf(detail);
    }
}
