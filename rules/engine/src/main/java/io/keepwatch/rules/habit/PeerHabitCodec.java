package io.keepwatch.rules.habit;

import io.keepwatch.rules.memory.RecordReader;
import io.keepwatch.rules.memory.RecordWriter;
import io.keepwatch.rules.memory.Sections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A summary of peers as bytes: sections of a stored record, numbered as those of {@link HabitCodec}. */
public final class PeerHabitCodec {
    private PeerHabitCodec() {}

    public static byte[] encode(PeerHabit summary) {
        RecordWriter out = new RecordWriter();
        RecordWriter section = new RecordWriter();
        Sections.begin(out);
        for (Rhythm rhythm : Rhythm.values()) {
            section.reset();
            write(summary.of(rhythm), section);
            Sections.write(out, HabitCodec.section(rhythm), section);
        }
        for (Trait trait : Trait.values()) {
            section.reset();
            write(summary.of(trait), section);
            Sections.write(out, HabitCodec.section(trait), section);
        }
        for (Volume volume : Volume.values()) {
            section.reset();
            write(summary.of(volume), section);
            Sections.write(out, HabitCodec.section(volume), section);
        }
        return out.toArray();
    }

    /**
     * What this release does not know of a summary is left out: it is compared with, and never written again.
     *
     * @throws IllegalStateException if it is no record of this or the previous version, or damaged
     */
    public static PeerHabit decode(byte[] stored) {
        Map<Rhythm, PeerHours> hours = new EnumMap<>(Rhythm.class);
        Map<Trait, PeerValues> values = new EnumMap<>(Trait.class);
        Map<Volume, PeerSums> sums = new EnumMap<>(Volume.class);
        new Sections().read(stored, (number, in) -> {
            for (Rhythm rhythm : Rhythm.values()) {
                if (HabitCodec.section(rhythm) == number) {
                    hours.put(rhythm, hours(in));
                }
            }
            for (Trait trait : Trait.values()) {
                if (HabitCodec.section(trait) == number) {
                    values.put(trait, values(in));
                }
            }
            for (Volume volume : Volume.values()) {
                if (HabitCodec.section(volume) == number) {
                    sums.put(volume, new PeerSums(people(in), HabitCodec.sketch(in), HabitCodec.sketch(in)));
                }
            }
            return true;
        });
        return new PeerHabit(hours, values, sums);
    }

    private static void write(PeerHours hours, RecordWriter out) {
        if (hours.people() > 0) {
            out.number(hours.people());
            for (long share : hours.shares()) {
                out.number(share);
            }
        }
    }

    private static PeerHours hours(RecordReader in) {
        int people = people(in);
        long[] shares = new long[Hours.CELLS];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = in.number();
        }
        return new PeerHours(people, shares);
    }

    private static void write(PeerValues values, RecordWriter out) {
        if (values.people() > 0) {
            out.number(values.people());
            out.number(values.elsewhere());
            values.used().forEach((hash, use) -> {
                HabitCodec.writeHash(hash, out);
                out.number(use.share());
                out.number(use.people());
            });
        }
    }

    private static PeerValues values(RecordReader in) {
        int people = people(in);
        long elsewhere = in.number();
        SortedMap<Integer, PeerValues.Use> used = new TreeMap<>();
        while (in.hasMore()) {
            used.put(HabitCodec.readHash(in), new PeerValues.Use(in.number(), people(in)));
        }
        return new PeerValues(people, used, elsewhere);
    }

    private static void write(PeerSums sums, RecordWriter out) {
        if (sums.people() > 0) {
            out.number(sums.people());
            HabitCodec.write(sums.days(), out);
            HabitCodec.write(sums.means(), out);
        }
    }

    private static int people(RecordReader in) {
        long people = in.number();
        if (people < 0 || people > Integer.MAX_VALUE) {
            throw RecordReader.damaged("more people than there are");
        }
        return (int) people;
    }
}
