package io.keepwatch.rules.engine;

import static io.keepwatch.contracts.ActivityType.AGENT_STATE;
import static io.keepwatch.contracts.ActivityType.AUTH_LOGIN;
import static io.keepwatch.contracts.ActivityType.CLOUD_UPLOAD;
import static io.keepwatch.contracts.ActivityType.FILE_ACCESS;
import static io.keepwatch.contracts.ActivityType.FILE_DOWNLOAD;
import static io.keepwatch.contracts.ActivityType.PRINT_JOB;
import static io.keepwatch.contracts.ActivityType.USB_WRITE;

import io.keepwatch.contracts.Attribute;
import io.keepwatch.rules.book.Grouping;
import io.keepwatch.rules.book.Grouping.Period;
import io.keepwatch.rules.book.WindowDeclaration;
import io.keepwatch.rules.book.WindowDeclaration.Aggregate;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One rule for every way in which memory can be asked, with thresholds low enough to be met by chance. */
final class SampleRules {
    /** More input can make it false, even within one second: it judges with what was known. */
    static final String EXEMPTING = "agent-stopped";

    /** Compares with days before: it judges with what was known. */
    static final String BASELINE = "upload-spike";

    static final long DOWNLOAD_LIMIT = 500;
    static final long USB_LIMIT = 300;
    static final int LOGIN_LIMIT = 3;
    static final int BASELINE_DAYS = 3;
    static final int LEARNING_DAYS = 1;
    static final LocalTime NIGHT_BEGINS = LocalTime.of(22, 0);
    static final LocalTime NIGHT_ENDS = LocalTime.of(6, 0);

    private SampleRules() {}

    static HandMadeRules book() {
        HandMadeRules book = new HandMadeRules(EnumSet.of(
                Attribute.BYTES,
                Attribute.DEVICE,
                Attribute.CLASSIFICATION,
                Attribute.LOGIN_OUTCOME,
                Attribute.PRIVILEGED,
                Attribute.AGENT,
                Attribute.AGENT_STATE,
                Attribute.STORE,
                Attribute.PAGES));
        WindowDeclaration downloaded = book.sliding(
                Set.of(FILE_DOWNLOAD), Map.of(), Aggregate.SUM, Attribute.BYTES, List.of(), Duration.ofHours(1));
        WindowDeclaration written = book.sliding(
                Set.of(USB_WRITE), Map.of(), Aggregate.SUM, Attribute.BYTES, List.of("device"), Duration.ofHours(24));
        WindowDeclaration failed = book.sliding(
                Set.of(AUTH_LOGIN),
                Map.of(Attribute.LOGIN_OUTCOME, "failure", Attribute.PRIVILEGED, true),
                Aggregate.COUNT,
                null,
                List.of(),
                Duration.ofMinutes(10));
        WindowDeclaration stores = book.sliding(
                Set.of(FILE_ACCESS, FILE_DOWNLOAD),
                Map.of(),
                Aggregate.DISTINCT,
                Attribute.STORE,
                List.of("host", "user"),
                Duration.ofHours(2));
        WindowDeclaration restarting = book.sliding(
                Set.of(AGENT_STATE),
                Map.of(Attribute.AGENT_STATE, "restarting"),
                Aggregate.COUNT,
                null,
                List.of("host", "agent"),
                Duration.ofMinutes(10));
        WindowDeclaration uploaded = book.daily(CLOUD_UPLOAD, Attribute.BYTES, BASELINE_DAYS, LEARNING_DAYS);
        return book.informing("leaver")
                .rule(
                        "bulk",
                        Set.of(FILE_DOWNLOAD),
                        new Grouping(Period.DAY, List.of()),
                        List.of(downloaded),
                        false,
                        false,
                        (a, w, c) -> w.value(downloaded) > DOWNLOAD_LIMIT)
                .rule(
                        "usb",
                        Set.of(USB_WRITE),
                        new Grouping(Period.DAY, List.of("device")),
                        List.of(written),
                        false,
                        false,
                        (a, w, c) -> w.value(written) > USB_LIMIT)
                .rule(
                        "logins",
                        Set.of(AUTH_LOGIN),
                        new Grouping(Period.DAY, List.of()),
                        List.of(failed),
                        true,
                        false,
                        (a, w, c) -> "failure".equals(a.get(Attribute.LOGIN_OUTCOME))
                                && (a.get(Attribute.PRIVILEGED) instanceof Boolean said ? said : c.privileged())
                                && w.value(failed) >= LOGIN_LIMIT)
                .rule(
                        "stores",
                        Set.of(FILE_ACCESS, PRINT_JOB),
                        new Grouping(Period.DAY, List.of("host")),
                        List.of(stores),
                        false,
                        false,
                        (a, w, c) -> w.value(stores) >= 2)
                .rule(
                        "night",
                        Set.of(FILE_ACCESS, FILE_DOWNLOAD),
                        new Grouping(Period.NIGHT, List.of()),
                        List.of(),
                        true,
                        false,
                        (a, w, c) -> {
                            LocalTime at = a.header().time().atZone(c.zone()).toLocalTime();
                            return "secret".equals(a.get(Attribute.CLASSIFICATION))
                                    && (!at.isBefore(NIGHT_BEGINS) || at.isBefore(NIGHT_ENDS));
                        })
                .rule(
                        "leaver",
                        Set.of(FILE_ACCESS, USB_WRITE),
                        new Grouping(Period.MONITORING, List.of()),
                        List.of(),
                        false,
                        true,
                        (a, w, c) -> c.sinceNotice() != null && c.sinceNotice().compareTo(Duration.ofDays(14)) < 0)
                .rule(
                        "print",
                        Set.of(PRINT_JOB),
                        new Grouping(Period.OPEN, List.of()),
                        List.of(),
                        false,
                        false,
                        (a, w, c) -> a.get(Attribute.PAGES) instanceof Long pages && pages >= 1)
                .rule(
                        EXEMPTING,
                        Set.of(AGENT_STATE),
                        new Grouping(Period.DAY, List.of("host", "agent")),
                        List.of(restarting),
                        false,
                        false,
                        (a, w, c) -> "stopped".equals(a.get(Attribute.AGENT_STATE)) && w.value(restarting) == 0)
                .rule(
                        BASELINE,
                        Set.of(CLOUD_UPLOAD),
                        new Grouping(Period.DAY, List.of()),
                        List.of(uploaded),
                        true,
                        false,
                        (a, w, c) -> w.value(uploaded) > 2 * w.dailyMean(uploaded));
    }
}
