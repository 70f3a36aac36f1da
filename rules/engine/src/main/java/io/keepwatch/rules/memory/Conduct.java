package io.keepwatch.rules.memory;

import io.keepwatch.rules.memory.Spells.Spell;
import io.keepwatch.rules.memory.Visits.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a person's own activity tells of their circumstances (S2-020, S2-024): that they reach data of the highest class,
 * and that they look for work elsewhere. Either lasts for 30 days after the last activity that says so. Of most people
 * there is nothing to remember.
 */
public final class Conduct {
    /** How long an activity tells of it, and how far back a habit looks. */
    static final Duration LENGTH = Duration.ofDays(30);

    /** That something lasts longer than was told is told once a day. */
    private static final Duration TOLD_AGAIN = Duration.ofDays(1);

    private final Profiles profiles;
    private final Spells secret = new Spells();
    private final Visits visits = new Visits();
    /** Habits of which it is settled that they were. */
    private final Spells settled = new Spells();

    private @Nullable Instant secretTold;
    private @Nullable Instant habitTold;

    /** What an activity can tell. */
    public enum Deed {
        /** The person read, wrote or took secret data. */
        SECRET_ACCESS,
        /** The person visited a site on which work is looked for. */
        JOB_SITE_VISIT
    }

    Conduct(Profiles profiles) {
        this.profiles = profiles;
    }

    /**
     * The person did something.
     *
     * @return whether others have to hear of it, because a circumstance began, or lasts a day longer than they know
     */
    boolean did(Deed deed, Remembered entry) {
        List<Spell> before = of(deed);
        switch (deed) {
            case SECRET_ACCESS -> secret.add(entry.time(), LENGTH);
            case JOB_SITE_VISIT -> visits.add(new Visit(entry.time(), Objects.hash(entry.source(), entry.id())));
        }
        List<Spell> after = of(deed);
        if (after.equals(before)) {
            return false;
        }
        Instant until = after.getLast().until();
        Instant told = deed == Deed.SECRET_ACCESS ? secretTold : habitTold;
        if (told != null && onlyLasts(before, after) && until.isBefore(told.plus(TOLD_AGAIN))) {
            return false;
        }
        told(deed, until);
        return true;
    }

    /** Whether nothing but the end of the last spell is another. */
    private static boolean onlyLasts(List<Spell> before, List<Spell> after) {
        int last = before.size() - 1;
        return last >= 0
                && before.size() == after.size()
                && before.subList(0, last).equals(after.subList(0, last))
                && before.get(last).from().equals(after.get(last).from());
    }

    private void told(Deed deed, Instant until) {
        if (deed == Deed.SECRET_ACCESS) {
            secretTold = until;
        } else {
            habitTold = until;
        }
    }

    /** The times for which a deed tells of a circumstance. */
    List<Spell> of(Deed deed) {
        return deed == Deed.SECRET_ACCESS ? secret.all() : habits(null);
    }

    /** @param before only of visits before this; null for all */
    private List<Spell> habits(@Nullable Instant before) {
        if (visits.all().isEmpty()) {
            return settled.all();
        }
        Spells habits = new Spells();
        settled.all().forEach(habits::add);
        for (Visit visit : visits.all()) {
            if ((before == null || visit.time().isBefore(before)) && visits.isHabit(visit, profiles::zoneAt)) {
                habits.add(visit.time(), LENGTH);
            }
        }
        return habits.all();
    }

    /** Drops what nothing at or after {@code reach} looks at; what it was needed for is settled first. */
    void forget(Instant reach) {
        if (reach.isAfter(Instant.EPOCH) && visits.anyBefore(reach.minus(LENGTH))) {
            habits(reach).forEach(settled::add);
            visits.forgetBefore(reach.minus(LENGTH));
        }
    }

    boolean isEmpty() {
        return secret.isEmpty() && visits.all().isEmpty() && settled.isEmpty();
    }

    void write(RecordWriter section) {
        if (isEmpty()) {
            return;
        }
        write(secret.all(), secretTold, section);
        write(settled.all(), habitTold, section);
        for (Visit visit : visits.all()) {
            section.time(visit.time().getEpochSecond(), visit.time().getNano());
            section.signed(visit.key());
        }
    }

    private static void write(List<Spell> spells, @Nullable Instant told, RecordWriter section) {
        section.number(spells.size());
        for (Spell spell : spells) {
            section.time(spell.from().getEpochSecond(), spell.from().getNano());
            section.time(spell.until().getEpochSecond(), spell.until().getNano());
        }
        section.raw(told == null ? 0 : 1);
        if (told != null) {
            section.time(told.getEpochSecond(), told.getNano());
        }
    }

    void read(RecordReader in) {
        secretTold = read(secret, in);
        habitTold = read(settled, in);
        while (in.hasMore()) {
            visits.restore(new Visit(time(in), (int) in.signed()));
        }
    }

    private static @Nullable Instant read(Spells spells, RecordReader in) {
        for (int left = in.count(); left > 0; left--) {
            spells.add(new Spell(time(in), time(in)));
        }
        return in.raw() == 0 ? null : time(in);
    }

    private static Instant time(RecordReader in) {
        return Instant.ofEpochSecond(in.signed(), in.nano());
    }
}
