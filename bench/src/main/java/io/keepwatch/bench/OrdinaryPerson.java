package io.keepwatch.bench;

import io.keepwatch.contracts.Identity;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Somebody who does their work and nothing else: what follows from the seed and their index alone.
 *
 * @param index from 0
 * @param name the key and the account
 * @param work what they do
 * @param zone whose clock they live by
 * @param begins when they come, give or take
 * @param isRegular how much the beginning varies, in minutes
 * @param isAtHome in how many of a hundred days they work from home
 * @param printer the printer next to the desk
 * @param ownsStick whether they use removable media for their work
 * @param looksAround whether they look for work elsewhere for some weeks of the year
 */
record OrdinaryPerson(
        int index,
        String name,
        Work work,
        ZoneId zone,
        LocalTime begins,
        int isRegular,
        int isAtHome,
        String printer,
        boolean ownsStick,
        boolean looksAround) {

    private static final List<ZoneId> ZONES =
            List.of(ZoneId.of("Europe/Berlin"), ZoneId.of("America/New_York"), ZoneId.of("Asia/Kolkata"));
    private static final int CONTRACTOR_ONE_IN = 12;
    private static final int MEDIA_ONE_IN = 10;
    private static final int LOOKS_ONE_IN = 15;

    /** What people do, and how many of a hundred do it. */
    enum Work {
        OFFICE("Finance", "accountant", 30),
        SALES("Sales", "account-manager", 20),
        RESEARCH("Research", "engineer", 30),
        IT("IT", "administrator", 10),
        GUARD("Security", "guard", 10);

        private final String department;
        private final String role;
        private final int share;

        Work(String department, String role, int share) {
            this.department = department;
            this.role = role;
            this.share = share;
        }

        private static Work of(int percent) {
            int sum = 0;
            for (Work work : values()) {
                sum += work.share;
                if (percent < sum) {
                    return work;
                }
            }
            throw new IllegalArgumentException(percent + " of a hundred");
        }
    }

    static OrdinaryPerson of(long seed, int index) {
        SplittableRandom random = new SplittableRandom(seed * 31 + index);
        Work work = Work.of(random.nextInt(100));
        LocalTime begins = work == Work.GUARD
                ? List.of(LocalTime.of(6, 0), LocalTime.of(14, 0), LocalTime.of(22, 0))
                        .get(random.nextInt(3))
                : LocalTime.of(7, 0).plusMinutes(random.nextInt(150));
        return new OrdinaryPerson(
                index,
                "person-%05d".formatted(index),
                work,
                ZONES.get(random.nextInt(ZONES.size())),
                begins,
                5 + random.nextInt(50),
                work == Work.GUARD ? 0 : random.nextInt(60),
                "printer-" + random.nextInt(40),
                random.nextInt(MEDIA_ONE_IN) == 0,
                random.nextInt(LOOKS_ONE_IN) == 0);
    }

    boolean isContractor() {
        return index % CONTRACTOR_ONE_IN == 0;
    }

    Identity identity(Instant known) {
        return new Identity(
                name,
                List.of(name),
                List.of("lap-" + name),
                null,
                work.department,
                work.role,
                null,
                null,
                work == Work.IT,
                isContractor(),
                false,
                zone.getId(),
                null,
                null,
                work == Work.IT ? 2 : 1,
                known,
                false);
    }
}
