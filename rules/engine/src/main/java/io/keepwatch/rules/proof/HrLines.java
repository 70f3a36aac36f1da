package io.keepwatch.rules.proof;

import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.HrEventJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Rfc3339;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What HR said, as the topic carries it or as HR posts it. */
public final class HrLines {
    /** Events that begin enhanced monitoring, and for how long: what the HR door answers to them. */
    private static final Set<String> NOTICES = Set.of("resignation", "termination");

    private static final Duration ENHANCED = Duration.ofDays(14);

    /** The factors of the context that events put into effect: what the HR door is configured to answer. */
    private static final Map<String, String> FACTORS = Map.of(
            "resignation", "notice",
            "termination", "notice",
            "pip", "pip",
            "negative_review", "negative-review",
            "contractor_onboarding", HrEvent.Context.CONTRACTOR);

    private HrLines() {}

    /** @param number tells lines apart that carry no receipt */
    public static HrEvent read(byte[] line, long number) throws MalformedMessageException {
        try {
            return HrEventJson.read(line);
        } catch (MalformedMessageException notOurs) {
            return posted(HrEventJson.readNotice(line), number);
        }
    }

    private static HrEvent posted(HrEventJson.Notice notice, long number) throws MalformedMessageException {
        Instant occurred = notice.occurred();
        LocalDate effective = notice.effective();
        if (occurred == null) {
            if (effective == null) {
                throw new MalformedMessageException("occurred: missing");
            }
            occurred = effective.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        HrEvent.Monitoring monitoring = NOTICES.contains(notice.event())
                ? new HrEvent.Monitoring("enhanced", occurred, occurred.plus(ENHANCED))
                : null;
        String factor = FACTORS.get(notice.event());
        return new HrEvent(
                "line-" + number,
                notice.event(),
                notice.subject(),
                effective,
                occurred,
                occurred,
                notice.detail(),
                monitoring,
                factor == null ? null : new HrEvent.Context(factor, occurred, until(notice)),
                null);
    }

    private static @Nullable Instant until(HrEventJson.Notice notice) throws MalformedMessageException {
        Object until = notice.detail().get("until");
        return until == null ? null : Rfc3339.parseBound(until.toString(), "detail.until");
    }
}
