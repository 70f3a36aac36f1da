package io.keepwatch.rules.memory;

import io.keepwatch.contracts.Identity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hot record as bytes: everything about a person but the remembered activities and the alerts themselves. */
final class HotCodec {
    private static final int SEEN = 1;
    private static final int PROFILES = 2;
    private static final int NOTICES = 3;
    /** Of the version before: times of enhanced monitoring, without who asked for them. */
    private static final int PERIODS = 4;

    private static final int DAILY_SUMS = 5;
    private static final int GROUPS = 6;
    private static final int PAGES = 7;
    private static final int SIGHTINGS = 8;
    private static final int WATCHED_SINCE = 9;
    private static final int SNOOZES = 10;
    private static final int CLAIMS = 11;
    private static final int FACTORS = 12;
    private static final int WITHDRAWALS = 13;
    private static final int REHIRES = 14;
    private static final int TOLD = 15;
    private static final int CONTRACT_ENDS = 16;
    private static final int RISK = 17;
    private static final int CONDUCT = 18;
    /** That there is a habit record. */
    private static final int HABIT = 20;

    private static final int PRIVILEGED = 1;
    private static final int CONTRACTOR = 2;
    private static final int CROWN_JEWELS = 4;
    private static final int RETIRED = 8;
    private static final int HAS_DEVICE = 16;

    private final RecordWriter record = new RecordWriter();
    private final RecordWriter section = new RecordWriter();

    byte[] write(SubjectState state) {
        Sections.begin(record);
        writeSeen(state);
        writeProfiles(state.person().profiles());
        writeNotices(state.person().notices());
        HrCodec.writeTold(state.periods(), section.reset());
        Sections.write(record, TOLD, section);
        EvidenceCodec.writePublished(state.risk(), section.reset());
        Sections.write(record, RISK, section);
        state.person().conduct().write(section.reset());
        Sections.write(record, CONDUCT, section);
        writeHabit(state.habit());
        writeSnoozes(state.person().snoozes());
        writeBaselines(state.baselines());
        writeGroups(state.groups());
        writePages(state.recent());
        state.sections().writeUnknown(record);
        return record.toArray();
    }

    private void writeSeen(SubjectState state) {
        section.reset();
        if (state.hasBeenSeen()) {
            section.time(state.newestSecond(), state.newestNano());
            section.number(state.newestSecond() - state.firstSeen());
        }
        Sections.write(record, SEEN, section);
    }

    private void writeProfiles(Profiles profiles) {
        section.reset();
        for (Identity profile : profiles.all()) {
            Identity.Device device = profile.device();
            section.time(
                    profile.validFrom().getEpochSecond(), profile.validFrom().getNano());
            section.raw((profile.privileged() ? PRIVILEGED : 0)
                    | (profile.contractor() ? CONTRACTOR : 0)
                    | (profile.crownJewels() ? CROWN_JEWELS : 0)
                    | (profile.retired() ? RETIRED : 0)
                    | (device != null ? HAS_DEVICE : 0));
            section.signed(profile.clearance());
            section.optional(profile.department());
            section.optional(profile.role());
            section.optional(profile.peerGroup());
            section.optional(profile.manager());
            section.optional(profile.timeZone());
            section.optional(profile.workHours());
            section.optional(profile.site());
            if (device != null) {
                section.text(device.owner());
                section.text(device.agreement());
            }
        }
        Sections.write(record, PROFILES, section);
    }

    private void writeNotices(Notices notices) {
        section.reset();
        for (Notices.Said said : notices.said()) {
            section.text(said.receipt());
            section.time(said.occurred().getEpochSecond(), said.occurred().getNano());
            section.raw(said.leaving() ? 1 : 0);
        }
        Sections.write(record, NOTICES, section);
        HrCodec.writeClaims(notices, section.reset());
        Sections.write(record, CLAIMS, section);
        HrCodec.writeFactors(notices, section.reset());
        Sections.write(record, FACTORS, section);
        HrCodec.writeWithdrawals(notices.endings(), section.reset());
        Sections.write(record, WITHDRAWALS, section);
        HrCodec.writeRehires(notices.endings(), section.reset());
        Sections.write(record, REHIRES, section);
        HrCodec.writeContractEnds(notices.endings(), section.reset());
        Sections.write(record, CONTRACT_ENDS, section);
    }

    private void writeHabit(HabitMemory habit) {
        section.reset();
        if (habit.exists()) {
            section.raw(1);
        }
        Sections.write(record, HABIT, section);
    }

    private void writeSnoozes(Snoozes snoozes) {
        section.reset();
        for (Snoozes.Entry snooze : snoozes.entries()) {
            section.text(snooze.id());
            section.text(snooze.rule());
            section.time(snooze.from().getEpochSecond(), snooze.from().getNano());
            section.time(snooze.until().getEpochSecond(), snooze.until().getNano());
        }
        Sections.write(record, SNOOZES, section);
    }

    private void writeBaselines(Baselines baselines) {
        BaselineCodec.writeDailySums(baselines.sums(), section.reset());
        Sections.write(record, DAILY_SUMS, section);
        BaselineCodec.writeSightings(baselines.sightings(), section.reset());
        Sections.write(record, SIGHTINGS, section);
        BaselineCodec.writeWatchedSince(baselines, section.reset());
        Sections.write(record, WATCHED_SINCE, section);
    }

    private void writeGroups(AlertGroups groups) {
        section.reset();
        for (AlertGroups.Line line : groups.lines()) {
            section.fixed(line.key);
            section.number(Integer.toUnsignedLong(line.period));
            section.number(line.until == Long.MAX_VALUE ? 0 : line.until);
        }
        Sections.write(record, GROUPS, section);
    }

    private void writePages(Recent recent) {
        section.reset();
        section.number(recent.nextNumber());
        long second = 0;
        for (PageSlot slot : recent.slots()) {
            section.number(slot.number);
            section.signed(slot.firstSecond - second);
            section.number(slot.lastSecond - slot.firstSecond);
            section.number(slot.count);
            section.number(slot.compactAt == PageSlot.OPEN ? 0 : slot.compactAt - slot.firstSecond + 1);
            second = slot.firstSecond;
        }
        Sections.write(record, PAGES, section);
    }

    void read(byte[] stored, SubjectState state) {
        state.sections().read(stored, (number, in) -> {
            switch (number) {
                case SEEN -> {
                    long newest = in.signed();
                    int nano = in.nano();
                    state.seen(newest, nano, newest - in.number());
                }
                case PROFILES -> {
                    while (in.hasMore()) {
                        state.person().profiles().put(readProfile(state.subject(), in));
                    }
                }
                case NOTICES -> {
                    while (in.hasMore()) {
                        state.person().notices().said().add(new Notices.Said(in.text(), time(in), in.raw() != 0));
                    }
                }
                case PERIODS -> HrCodec.readPeriods(state.person().notices(), in);
                case CLAIMS -> HrCodec.readClaims(state.person().notices(), in);
                case FACTORS -> HrCodec.readFactors(state.person().notices(), in);
                case WITHDRAWALS ->
                    HrCodec.readWithdrawals(state.person().notices().endings(), in);
                case REHIRES -> HrCodec.readRehires(state.person().notices().endings(), in);
                case CONTRACT_ENDS ->
                    HrCodec.readContractEnds(state.person().notices().endings(), in);
                case RISK -> EvidenceCodec.readPublished(state.risk(), in);
                case CONDUCT -> state.person().conduct().read(in);
                case HABIT -> {
                    in.raw();
                    state.habit().restore();
                }
                case TOLD -> HrCodec.readTold(state.periods(), in);
                case SNOOZES -> {
                    while (in.hasMore()) {
                        state.person()
                                .snoozes()
                                .entries()
                                .add(new Snoozes.Entry(in.text(), in.text(), time(in), time(in)));
                    }
                }
                case DAILY_SUMS -> BaselineCodec.readDailySums(state.baselines().sums(), in);
                case SIGHTINGS -> BaselineCodec.readSightings(state.baselines().sightings(), in);
                case WATCHED_SINCE -> BaselineCodec.readWatchedSince(state.baselines(), in);
                case GROUPS -> {
                    while (in.hasMore()) {
                        long key = in.fixed();
                        int period = (int) in.number();
                        long until = in.number();
                        state.groups().restore(key, period, until == 0 ? Long.MAX_VALUE : until);
                    }
                }
                case PAGES -> readPages(state.recent(), in);
                default -> {
                    return false;
                }
            }
            return true;
        });
    }

    private static Identity readProfile(String subject, RecordReader in) {
        Instant validFrom = time(in);
        int flags = in.raw();
        int clearance = (int) in.signed();
        String department = in.optional();
        String role = in.optional();
        String peerGroup = in.optional();
        String manager = in.optional();
        String timeZone = in.optional();
        String workHours = in.optional();
        String site = in.optional();
        Identity.@Nullable Device device = null;
        if ((flags & HAS_DEVICE) != 0) {
            device = new Identity.Device(in.text(), in.text());
        }
        return new Identity(
                subject,
                List.of(),
                List.of(),
                device,
                department,
                role,
                peerGroup,
                manager,
                (flags & PRIVILEGED) != 0,
                (flags & CONTRACTOR) != 0,
                (flags & CROWN_JEWELS) != 0,
                timeZone,
                workHours,
                site,
                clearance,
                validFrom,
                (flags & RETIRED) != 0);
    }

    private static void readPages(Recent recent, RecordReader in) {
        recent.nextNumber(in.number());
        long second = 0;
        while (in.hasMore()) {
            long number = in.number();
            long first = second + in.signed();
            long last = first + in.number();
            int count = (int) in.number();
            long compactAt = in.number();
            recent.slots()
                    .add(new PageSlot(
                            number, first, last, count, compactAt == 0 ? PageSlot.OPEN : first + compactAt - 1));
            second = first;
        }
    }

    private static Instant time(RecordReader in) {
        return Instant.ofEpochSecond(in.signed(), in.nano());
    }
}
