package io.keepwatch.bench;

import io.keepwatch.contracts.Identity;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The people of a workload: who they are follows from the seed and their index alone. */
public final class Population {
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Asia/Kolkata"),
            ZoneId.of("Pacific/Auckland"),
            ZoneId.of("UTC"));
    private static final List<String> DEPARTMENTS = List.of("Finance", "Research", "Sales", "IT", "Legal");
    /** One person in so many holds administrative rights. */
    private static final int PRIVILEGED_ONE_IN = 20;

    private final Workload workload;
    private final String[] subjects;
    private final String[] accounts;
    private final String[] hosts;

    public Population(Workload workload) {
        this.workload = workload;
        subjects = names("%s-%06d");
        accounts = names("%s.user%06d");
        hosts = names("%s-lap-%06d");
    }

    /** Made once, because every activity of a person bears them. */
    private String[] names(String format) {
        String[] names = new String[workload.people()];
        Arrays.setAll(names, person -> format.formatted(workload.name(), person));
        return names;
    }

    String subject(int person) {
        return subjects[person];
    }

    String account(int person) {
        return accounts[person];
    }

    String host(int person) {
        return hosts[person];
    }

    ZoneId zone(int person) {
        return ZONES.get(person % ZONES.size());
    }

    public Identity identity(int person) {
        SplittableRandom random = new SplittableRandom(workload.seed() * 31 + person);
        Instant known = workload.end().minus(workload.days() + 1L, ChronoUnit.DAYS);
        return new Identity(
                subject(person),
                List.of(account(person)),
                List.of(host(person)),
                null,
                DEPARTMENTS.get(random.nextInt(DEPARTMENTS.size())),
                null,
                null,
                null,
                random.nextInt(PRIVILEGED_ONE_IN) == 0,
                false,
                false,
                zone(person).getId(),
                null,
                null,
                1,
                known,
                false);
    }
}
