package io.keepwatch.hunting.door;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.NetworkConnect;
import io.keepwatch.contracts.ProcessStart;
import io.keepwatch.contracts.SessionOpen;
import io.keepwatch.hunting.asking.Leaving;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the service is told before its doors are tried: two people leave, a third leaves things running, a fourth is at work. */
final class Told {
    static final Instant KARA_LEFT = Leaving.LEFT.plus(Duration.ofDays(100));
    static final Instant YESTERDAY = Instant.now().minus(Duration.ofDays(1));

    /** Of elliotmurphy, who was to leave that day; we were told an hour and a half after the day had begun. */
    static final HrEvent TERMINATION = new HrEvent(
            "hr-1",
            "termination",
            "p-2",
            LocalDate.parse("2015-07-28"),
            Instant.parse("2015-07-27T12:00:00Z"),
            Instant.parse("2015-07-28T01:30:00Z"),
            Map.of(),
            new HrEvent.Monitoring(
                    "enhanced", Instant.parse("2015-07-27T12:00:00Z"), Instant.parse("2015-08-10T12:00:00Z")),
            null,
            null);

    /** Of elliotalderson, who came back the year after; of somebody whose termination was withdrawn before it was told. */
    static final List<HrEvent> HR = List.of(
            TERMINATION,
            word("hr-2", "termination", "p-1", null, Leaving.LEFT, Map.of()),
            word("hr-3", "rehired", "p-1", null, Leaving.LEFT, Map.of("from", "2016-01-04")),
            word("hr-4", "withdrawn", "p-novak", null, YESTERDAY, Map.of("receipt", "hr-5")),
            word("hr-5", "termination", "p-novak", LocalDate.parse("2015-07-28"), Leaving.LEFT, Map.of()));

    private Told() {}

    /** Told us two hours later. */
    private static HrEvent word(
            String receipt,
            String event,
            String subject,
            @Nullable LocalDate effective,
            Instant occurred,
            Map<String, String> detail) {
        HrEvent.Monitoring monitoring = event.equals("termination")
                ? new HrEvent.Monitoring("enhanced", occurred, occurred.plus(Duration.ofDays(14)))
                : null;
        return new HrEvent(
                receipt,
                event,
                subject,
                effective,
                occurred,
                occurred.plus(Duration.ofHours(2)),
                detail,
                monitoring,
                null,
                detail.get("receipt"));
    }

    static List<Activity> activities() {
        List<Activity> all = new ArrayList<>(Leaving.activities());
        for (int night = 1; night <= 10; night++) {
            all.add(new ProcessStart(
                    Leaving.header(
                            "kara-cron-" + night,
                            KARA_LEFT.minus(Duration.ofHours(24L * night - 3)),
                            "kara",
                            "account:ad/kara",
                            "db-9"),
                    "/usr/bin/rsync",
                    "rsync -a /srv out:",
                    "cron",
                    null,
                    null));
        }
        Instant opened = KARA_LEFT.minus(Duration.ofDays(40));
        all.add(new SessionOpen(
                Leaving.header("kara-tmux", opened, "kara", "account:ad/kara", "db-9"), "s-1", "tmux", opened));
        all.add(new NetworkConnect(
                Leaving.header("novak-1", YESTERDAY, "O'Brien \"x\"; --", "p-novak", "web-1"),
                "out",
                "203.0.113.77",
                443,
                "/opt/novak/rclone",
                5,
                null));
        return all;
    }
}
