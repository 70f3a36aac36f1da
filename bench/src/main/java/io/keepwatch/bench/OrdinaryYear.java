package io.keepwatch.bench;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityHeader;
import io.keepwatch.contracts.AgentState;
import io.keepwatch.contracts.Attachment;
import io.keepwatch.contracts.AuthLogin;
import io.keepwatch.contracts.BadgeSwipe;
import io.keepwatch.contracts.CloudUpload;
import io.keepwatch.contracts.EmailSent;
import io.keepwatch.contracts.FileAccess;
import io.keepwatch.contracts.FileDownload;
import io.keepwatch.contracts.PrintJob;
import io.keepwatch.contracts.PrivilegeRequest;
import io.keepwatch.contracts.ProcessStart;
import io.keepwatch.contracts.UsbWrite;
import io.keepwatch.contracts.WebVisit;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A year in the life of somebody ordinary: working days, some from home, holidays, lunch and meetings, and what goes wrong
 * for everybody now and then (a mistyped password, a forgotten badge, a late evening, a large file for a customer). How
 * often each of these happens is an assumption, made generous rather than tidy; the numbers stand here and nowhere else.
 */
final class OrdinaryYear {
    private static final int DAYS = 365;
    private static final int DAYS_OFF_PERCENT = 14;
    private static final double MB = 1e6;
    /** Of the logarithm of an amount: one of forty is more than three times the middle. */
    private static final double SPREAD = 0.6;

    private final OrdinaryPerson person;
    private final LocalDate first;
    private final SplittableRandom random;
    private final List<Activity> day = new ArrayList<>();
    private long sequence;

    OrdinaryYear(OrdinaryPerson person, LocalDate first, long seed) {
        this.person = person;
        this.first = first;
        random = new SplittableRandom(seed ^ (person.index() * 1_000_003L));
    }

    /** Hands over everything that happens, in time order. */
    void live(Consumer<Activity> taker) {
        for (int i = 0; i < DAYS; i++) {
            LocalDate date = first.plusDays(i);
            boolean weekend = date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
            if (!happens(DAYS_OFF_PERCENT) && (!weekend || person.work() == OrdinaryPerson.Work.GUARD)) {
                work(date);
            } else if (weekend && oneIn(60)) {
                catchUp(date);
            }
            day.sort(Comparator.comparing(
                    (Activity activity) -> activity.header().time()));
            day.forEach(taker);
            day.clear();
        }
    }

    private void work(LocalDate date) {
        LocalDateTime begin = date.atTime(person.begins())
                .plusMinutes(random.nextInt(2 * person.isRegular() + 1) - person.isRegular());
        int minutes = 470 + random.nextInt(60) + (oneIn(40) ? random.nextInt(240) : 0);
        boolean home = happens(person.isAtHome());
        if (!home) {
            doors(begin, minutes);
        }
        logins(begin, home);
        reads(begin, minutes);
        sends(begin, minutes);
        prints(begin, minutes, home);
        runs(begin, minutes);
        troubles(begin, minutes);
    }

    private void catchUp(LocalDate date) {
        LocalDateTime begin = date.atTime(9, 0).plusMinutes(random.nextInt(600));
        logins(begin, true);
        reads(begin, 90);
    }

    private void doors(LocalDateTime begin, int minutes) {
        if (oneIn(150)) {
            swipe(begin.minusMinutes(1), "denied", oneIn(2) ? "lost" : "expired", "Lobby", "HQ");
        }
        swipe(begin, "granted", null, "Lobby", "HQ");
        swipe(begin.plusMinutes(3), "granted", null, "Floor " + (1 + person.index() % 5), "HQ");
        LocalDateTime noon = begin.plusMinutes(220 + random.nextInt(50));
        swipe(noon, "granted", null, "Cafeteria", "HQ");
        swipe(noon.plusMinutes(20 + random.nextInt(30)), "granted", null, "Floor " + (1 + person.index() % 5), "HQ");
        if (happens(25)) {
            swipe(begin.plusMinutes(100), "granted", null, "Break Room", "HQ");
            swipe(begin.plusMinutes(112), "granted", null, "Floor " + (1 + person.index() % 5), "HQ");
        }
        if (oneIn(15)) {
            LocalDateTime meeting = begin.plusMinutes(280 + random.nextInt(120));
            swipe(meeting, "granted", null, "Meeting " + random.nextInt(8), "Annex");
            swipe(meeting.plusMinutes(60), "granted", null, "Floor " + (1 + person.index() % 5), "HQ");
        }
        if (person.work() == OrdinaryPerson.Work.IT && happens(30)) {
            swipe(begin.plusMinutes(150 + random.nextInt(60)), "granted", null, "Restricted Server Room", "HQ");
        }
        if (person.work() == OrdinaryPerson.Work.GUARD) {
            for (int round = 0; round < 4; round++) {
                swipe(begin.plusMinutes(60 + 100L * round), "granted", null, "Security Desk", "HQ");
            }
        }
        if (oneIn(200)) {
            swipe(begin.plusMinutes(300), "denied", "clearance", "Lab " + random.nextInt(4), "HQ");
        }
        swipe(begin.plusMinutes(minutes), "granted", null, "Garage", "HQ");
    }

    private void logins(LocalDateTime begin, boolean home) {
        int mistyped = oneIn(25) ? 1 + random.nextInt(2) : 0;
        for (int i = 0; i < mistyped; i++) {
            login(begin.plusMinutes(5).plusSeconds(10L * i), "failure", false, home);
        }
        login(begin.plusMinutes(6), "success", false, home);
        if (person.work() == OrdinaryPerson.Work.IT) {
            for (int i = oneIn(10) ? 3 : 0; i > 0; i--) {
                login(begin.plusMinutes(20).minusSeconds(20L * i), "failure", true, home);
            }
            login(begin.plusMinutes(20), "success", true, home);
            if (oneIn(60)) {
                add(
                        begin.plusMinutes(25),
                        header -> new PrivilegeRequest(header, "db-admin", "CHG-" + random.nextInt(900)));
            }
        }
    }

    private void reads(LocalDateTime begin, int minutes) {
        for (int i = 0; i < 3; i++) {
            LocalDateTime at = begin.plusMinutes(15 + random.nextInt(minutes));
            boolean confidential = person.work() != OrdinaryPerson.Work.GUARD && oneIn(12);
            String classification = confidential ? "confidential" : "internal";
            add(
                    at,
                    header -> new FileAccess(
                            header,
                            "/share/team/doc-" + random.nextInt(400),
                            amount(0.2),
                            classification,
                            "share",
                            "read",
                            null,
                            false));
        }
        add(
                begin.plusMinutes(30 + random.nextInt(minutes)),
                header -> new FileDownload(
                        header,
                        "/share/team/data-" + random.nextInt(90),
                        amount(3),
                        "internal",
                        "share",
                        "copy",
                        null,
                        false));
        if (oneIn(60)) {
            add(
                    begin.plusMinutes(60),
                    header -> new FileDownload(
                            header,
                            "/images/release-" + random.nextInt(9),
                            amount(90),
                            "internal",
                            "share",
                            "copy",
                            null,
                            false));
        }
        add(
                begin.plusMinutes(40 + random.nextInt(minutes)),
                header -> new WebVisit(header, "https://site-" + random.nextInt(200) + ".example/", "business"));
        if (person.looksAround() && person.index() % 12 == begin.getMonthValue() - 1 && oneIn(3)) {
            add(begin.plusMinutes(230), header -> new WebVisit(header, "https://www.indeed.com/jobs", "jobs"));
        }
    }

    private void sends(LocalDateTime begin, int minutes) {
        for (int i = 0; i < 2; i++) {
            boolean outside = happens(person.work() == OrdinaryPerson.Work.SALES ? 60 : 15);
            String to = outside ? "contact-" + random.nextInt(60) + "@customer.example" : "colleague@corp.example";
            List<Attachment> attached =
                    oneIn(4) ? List.of(new Attachment("notes-" + random.nextInt(99) + ".pdf", amount(0.4))) : List.of();
            add(
                    begin.plusMinutes(30 + random.nextInt(minutes)),
                    header -> new EmailSent(header, person.name() + "@corp.example", List.of(to), attached, null));
        }
        if (happens(20)) {
            add(
                    begin.plusMinutes(90 + random.nextInt(200)),
                    header -> new CloudUpload(header, amount(1), "files.corp.example", true));
        }
        if (person.ownsStick() && oneIn(15)) {
            add(begin.plusMinutes(200), header -> new UsbWrite(header, amount(8), "stick-" + person.name(), null));
        }
    }

    private void prints(LocalDateTime begin, int minutes, boolean home) {
        if (!home && happens(20)) {
            String printer = oneIn(40) ? "printer-" + random.nextInt(40) : person.printer();
            long pages = oneIn(30) ? 30 + random.nextInt(60) : 1 + random.nextInt(12);
            boolean confidential = person.work() == OrdinaryPerson.Work.OFFICE && oneIn(50);
            String classification = confidential ? "confidential" : "internal";
            add(
                    begin.plusMinutes(60 + random.nextInt(minutes - 60)),
                    header -> new PrintJob(header, printer, pages, "document", classification));
        }
    }

    private void runs(LocalDateTime begin, int minutes) {
        for (int i = 0; i < 2; i++) {
            add(
                    begin.plusMinutes(20 + random.nextInt(minutes)),
                    header -> new ProcessStart(header, "/usr/bin/tool-" + random.nextInt(25), "", "none", null, null));
        }
    }

    /** What goes wrong, or is just unusual, a few times a year. */
    private void troubles(LocalDateTime begin, int minutes) {
        if (oneIn(60)) {
            add(begin.plusMinutes(2), header -> new AgentState(header, "edr", "restarting"));
            add(begin.plusMinutes(3), header -> new AgentState(header, "edr", "stopped"));
            add(begin.plusMinutes(4), header -> new AgentState(header, "edr", "running"));
        }
        if (oneIn(person.work() == OrdinaryPerson.Work.RESEARCH ? 120 : 600)) {
            LocalDateTime night = begin.toLocalDate().atTime(22, 10).plusMinutes(random.nextInt(60));
            add(
                    night,
                    header -> new FileAccess(
                            header,
                            "/share/team/doc-7",
                            amount(0.2),
                            oneIn(3) ? "confidential" : "internal",
                            "share",
                            "read",
                            null,
                            false));
        }
        if (oneIn(person.work() == OrdinaryPerson.Work.SALES ? 120 : 2_000)) {
            add(
                    begin.plusMinutes(100),
                    header -> new EmailSent(
                            header,
                            person.name() + "@corp.example",
                            List.of("contact-3@customer.example"),
                            List.of(new Attachment("offer.zip", (long) (5 * MB) + amount(3))),
                            null));
        }
        if (person.work() == OrdinaryPerson.Work.RESEARCH && oneIn(900)) {
            add(
                    begin.plusMinutes(110),
                    header -> new FileDownload(
                            header, "/images/dataset", (long) (550 * MB), "internal", "share", "copy", null, false));
        }
        if (person.ownsStick() && oneIn(700)) {
            add(
                    begin.plusMinutes(210),
                    header -> new UsbWrite(header, (long) (120 * MB), "stick-" + person.name(), null));
        }
        if (oneIn(2_500)) {
            add(
                    begin.plusMinutes(130),
                    header -> new CloudUpload(header, (long) (30 * MB), "files.corp.example", true));
        }
        if (oneIn(300)) {
            login(begin.plusMinutes(minutes).plusHours(3), "success", false, true);
        }
    }

    private void swipe(LocalDateTime at, String outcome, @Nullable String reason, String door, String building) {
        add(
                at.plusSeconds(random.nextInt(50)),
                header -> new BadgeSwipe(header, outcome, reason, door, building, null, 1));
    }

    private void login(LocalDateTime at, String outcome, boolean privileged, boolean home) {
        String ip = home
                ? "10.99.%d.%d".formatted(person.index() % 200, 1 + random.nextInt(3))
                : "10.1.2." + person.index() % 250;
        String country = person.zone().getId().startsWith("Europe")
                ? "DE"
                : person.zone().getId().startsWith("Asia") ? "IN" : "US";
        add(
                at,
                header -> new AuthLogin(
                        header,
                        outcome,
                        privileged,
                        privileged ? "admin" : "sso",
                        ip,
                        country,
                        home ? "vpn" : "interactive"));
    }

    private void add(LocalDateTime at, Function<ActivityHeader, Activity> happened) {
        Instant time = at.atZone(person.zone()).toInstant();
        day.add(happened.apply(new ActivityHeader(
                person.name() + "-" + sequence++,
                "generator",
                time,
                person.name(),
                "lap-" + person.name(),
                person.name(),
                false)));
    }

    /** Bytes around so many megabytes: half are below. */
    private long amount(double megabytes) {
        double normal = 0;
        for (int i = 0; i < 12; i++) {
            normal += random.nextDouble();
        }
        return (long) (megabytes * MB * Math.exp(SPREAD * (normal - 6)));
    }

    private boolean happens(int percent) {
        return random.nextInt(100) < percent;
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }
}
