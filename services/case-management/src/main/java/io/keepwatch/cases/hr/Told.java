package io.keepwatch.cases.hr;

import io.keepwatch.contracts.HrEvent;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What HR told of a person, once; the fields are those of {@link HrEvent}. */
public record Told(
        String receipt,
        String event,
        @Nullable LocalDate effective,
        Instant occurred,
        Instant receivedAt,
        HrEvent.@Nullable Monitoring monitoring,
        @Nullable String withdraws) {}
