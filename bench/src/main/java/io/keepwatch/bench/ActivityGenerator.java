package io.keepwatch.bench;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityHeader;
import io.keepwatch.contracts.AuthLogin;
import io.keepwatch.contracts.BadgeSwipe;
import io.keepwatch.contracts.CloudUpload;
import io.keepwatch.contracts.EmailSent;
import io.keepwatch.contracts.FileAccess;
import io.keepwatch.contracts.FileDownload;
import io.keepwatch.contracts.NetworkConnect;
import io.keepwatch.contracts.PrintJob;
import io.keepwatch.contracts.ProcessStart;
import io.keepwatch.contracts.WebVisit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Ordinary days of many people with a few who are not ordinary, in time order. Everything follows from the workload;
 * nothing is looked up and no clock is read.
 */
public final class ActivityGenerator {
    /** One person and day in so many has an incident or a near miss. */
    private static final int INCIDENT_ONE_IN = 400;

    private static final int WORK_BEGINS_HOUR = 8;
    private static final int WORK_SECONDS = 10 * 3600;
    /** Millions are sorted: written out, this costs a fraction of a comparator made of two. */
    private static final Comparator<GeneratedActivity> IN_TIME_ORDER = (one, other) -> {
        int byTime = one.time().compareTo(other.time());
        return byTime != 0 ? byTime : one.id().compareTo(other.id());
    };

    private final Workload workload;
    private final Population population;
    private long sequence;

    public ActivityGenerator(Workload workload) {
        this.workload = workload;
        this.population = new Population(workload);
    }

    /** Hands every activity to the taker, in time order. */
    public void generate(Consumer<GeneratedActivity> taker) {
        sequence = 0;
        LocalDate last = workload.end().atZone(ZoneOffset.UTC).toLocalDate();
        List<GeneratedActivity> pending = new ArrayList<>();
        for (int day = workload.days(); day >= 1; day--) {
            LocalDate date = last.minusDays(day);
            for (int person = 0; person < workload.people(); person++) {
                day(person, date, pending);
            }
            pending.sort(IN_TIME_ORDER);
            // A person's local day reaches into the next one; what the next day's people cannot precede any more goes.
            Instant settled = day == 1
                    ? Instant.MAX
                    : date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(14 * 3600);
            int count = 0;
            while (count < pending.size() && pending.get(count).time().isBefore(settled)) {
                count++;
            }
            pending.subList(0, count).forEach(taker);
            pending.subList(0, count).clear();
        }
    }

    /** Hands every activity to the taker, person after person, each person's in time order. */
    public void generateByPerson(Consumer<GeneratedActivity> taker) {
        sequence = 0;
        LocalDate last = workload.end().atZone(ZoneOffset.UTC).toLocalDate();
        List<GeneratedActivity> ofPerson = new ArrayList<>();
        for (int person = 0; person < workload.people(); person++) {
            for (int day = workload.days(); day >= 1; day--) {
                day(person, last.minusDays(day), ofPerson);
            }
            ofPerson.sort(IN_TIME_ORDER);
            ofPerson.forEach(taker);
            ofPerson.clear();
        }
    }

    private void day(int person, LocalDate date, List<GeneratedActivity> out) {
        SplittableRandom random =
                new SplittableRandom(workload.seed() ^ (person * 1_000_003L) ^ (date.toEpochDay() << 40));
        int perDay = share(random);
        for (int i = 0; i < perDay; i++) {
            add(
                    person,
                    ordinary(person, at(person, date, WORK_BEGINS_HOUR, random.nextInt(WORK_SECONDS)), random),
                    out);
        }
        if (random.nextInt(INCIDENT_ONE_IN) == 0) {
            incident(person, date, random, out);
        }
    }

    private int share(SplittableRandom random) {
        double mean = (double) workload.activities() / workload.people() / workload.days();
        int whole = (int) mean;
        return whole + (random.nextDouble() < mean - whole ? 1 : 0);
    }

    private Instant at(int person, LocalDate date, int hour, int second) {
        Instant time = date.atTime(LocalTime.of(hour, 0))
                .atZone(population.zone(person))
                .toInstant()
                .plusSeconds(second);
        return time.isBefore(workload.end()) ? time : workload.end().minusSeconds(1 + second % 3600);
    }

    private Activity ordinary(int person, Instant time, SplittableRandom random) {
        ActivityHeader header = header(person, time);
        int kind = random.nextInt(100);
        if (kind < 30) {
            return new FileAccess(
                    header,
                    "/share/doc-" + random.nextInt(5000),
                    random.nextInt(400_000),
                    "internal",
                    "share",
                    "read",
                    null,
                    false);
        }
        if (kind < 45) {
            return new FileDownload(
                    header,
                    "/crm/export-" + random.nextInt(900),
                    random.nextInt(9_000_000),
                    "internal",
                    "crm",
                    "copy",
                    null,
                    false);
        }
        if (kind < 60) {
            return new AuthLogin(
                    header,
                    random.nextInt(30) == 0 ? "failure" : "success",
                    false,
                    "sso",
                    "10.1.2.3",
                    "DE",
                    "interactive");
        }
        if (kind < 75) {
            return new WebVisit(header, "https://site-" + random.nextInt(300) + ".example/", "business");
        }
        if (kind < 85) {
            return new EmailSent(
                    header, population.account(person), List.of("colleague@corp.example"), List.of(), null);
        }
        if (kind < 88) {
            return new ProcessStart(header, "/usr/bin/tool-" + random.nextInt(40), "", "none", null, null);
        }
        if (kind < 91) {
            String inside = "10.%d.%d.%d".formatted(random.nextInt(16), random.nextInt(200), 1 + random.nextInt(250));
            return new NetworkConnect(
                    header, "out", inside, 443, "/usr/bin/tool-" + random.nextInt(40), random.nextInt(50_000), null);
        }
        if (kind < 95) {
            return new BadgeSwipe(header, "granted", null, "Lobby", "B1", "in", 1);
        }
        if (kind < 98) {
            return new CloudUpload(header, random.nextInt(2_000_000), "files.corp.example", true);
        }
        return new PrintJob(header, "printer-3", 1 + random.nextInt(9), "notes", "internal");
    }

    private void incident(int person, LocalDate date, SplittableRandom random, List<GeneratedActivity> out) {
        Incident incident = Incident.values()[random.nextInt(Incident.values().length)];
        Instant start = at(person, date, incident.hour(), random.nextInt(1800));
        for (Incident.Step step : incident.steps(random)) {
            Instant time = start.plus(step.after());
            if (time.isBefore(workload.end())) {
                add(person, step.activity().at(header(person, time), population.host(person)), out);
            }
        }
    }

    private ActivityHeader header(int person, Instant time) {
        return new ActivityHeader(
                workload.name() + "-" + Long.toString(sequence++, Character.MAX_RADIX),
                "generator",
                time,
                population.account(person),
                population.host(person),
                population.subject(person),
                false);
    }

    private static void add(int person, Activity activity, List<GeneratedActivity> out) {
        out.add(new GeneratedActivity(person, activity));
    }
}
