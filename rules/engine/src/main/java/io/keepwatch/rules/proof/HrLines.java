package io.keepwatch.rules.proof;

import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.HrEventJson;
import io.keepwatch.contracts.MalformedMessageException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;

/** What HR said, as the topic carries it or as HR posts it. */
public final class HrLines {
    /** Events that begin enhanced monitoring, and for how long: what the HR door answers to them. */
    private static final Set<String> NOTICES = Set.of("resignation", "termination");

    private static final Duration ENHANCED = Duration.ofDays(14);

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
        return new HrEvent(
                "line-" + number,
                notice.event(),
                notice.subject(),
                effective,
                occurred,
                occurred,
                notice.detail(),
                monitoring,
                null,
                null);
    }
}
