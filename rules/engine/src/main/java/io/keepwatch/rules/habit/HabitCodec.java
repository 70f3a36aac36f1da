package io.keepwatch.rules.habit;

import io.keepwatch.rules.memory.RecordReader;
import io.keepwatch.rules.memory.RecordWriter;
import io.keepwatch.rules.memory.Sections;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A habit as bytes: sections of a stored record, one for each rhythm, trait and volume that was seen. Never more than {@link
 * #MOST_BYTES} of its own, whatever a person does.
 */
public final class HabitCodec {
    /** A habit's own share of the 4 kB of the habit record. */
    public static final int MOST_BYTES = 3_400;

    /** From here on, sections belong to others. */
    public static final int CARRIED = 64;

    private static final int HEAD = 1;
    private static final int RHYTHMS = 2;
    private static final int TRAITS = 10;
    private static final int VOLUMES = 30;
    private static final int HASH_BYTES = Integer.BYTES;

    private HabitCodec() {}

    public static byte[] encode(Habit habit) {
        RecordWriter out = new RecordWriter();
        RecordWriter section = new RecordWriter();
        Sections.begin(out);
        section.signed(habit.epoch);
        Sections.write(out, HEAD, section);
        for (Rhythm rhythm : Rhythm.values()) {
            section.reset();
            write(habit.of(rhythm), section);
            Sections.write(out, section(rhythm), section);
        }
        for (Trait trait : Trait.values()) {
            section.reset();
            write(habit.of(trait), section);
            Sections.write(out, section(trait), section);
        }
        for (Volume volume : Volume.values()) {
            section.reset();
            write(habit.of(volume), section);
            Sections.write(out, section(volume), section);
        }
        habit.carried.forEach((number, bytes) -> {
            section.reset().bytes(bytes, 0, bytes.length);
            Sections.write(out, number, section);
        });
        return out.toArray();
    }

    /** @throws IllegalStateException if it is no record of this or the previous version, or damaged */
    public static Habit decode(byte[] stored) {
        return new Decoding().decode(stored);
    }

    // Numbers are the wire's: a constant that is added gets the next one, and one that goes leaves a gap.

    static int section(Rhythm rhythm) {
        return RHYTHMS
                + switch (rhythm) {
                    case BADGE -> 0;
                    case LOGIN -> 1;
                };
    }

    static int section(Trait trait) {
        return TRAITS
                + switch (trait) {
                    case DOOR -> 0;
                    case BUILDING -> 1;
                    case AREA -> 2;
                    case DEVICE -> 3;
                    case MEDIA -> 4;
                    case PRINTER -> 5;
                    case ADDRESS -> 6;
                    case COUNTRY -> 7;
                    case EXECUTABLE -> 8;
                    case PASSAGE -> 9;
                };
    }

    static int section(Volume volume) {
        return VOLUMES
                + switch (volume) {
                    case PAGES -> 0;
                    case DOWNLOADED -> 1;
                    case UPLOADED -> 2;
                    case MAILED -> 3;
                    case MEDIA_WRITTEN -> 4;
                    case REJECTIONS -> 5;
                    case LOST_OR_EXPIRED -> 6;
                    case CLEARANCE -> 7;
                    case UNUSUAL_CLEARANCE -> 8;
                    case RULE -> 9;
                    case RECREATION -> 10;
                };
    }

    private static void write(Hours hours, RecordWriter out) {
        if (hours.isEmpty()) {
            return;
        }
        out.signed(hours.firstDay);
        write(hours.days, out);
        out.signed(hours.newestHour);
        byte[] recent = hours.recent.toByteArray();
        out.text(recent);
        for (long weight : hours.cells) {
            out.number(weight);
        }
    }

    private static void write(Values values, RecordWriter out) {
        if (values.isEmpty()) {
            return;
        }
        out.signed(values.firstDay());
        write(values.days(), out);
        out.number(values.total());
        out.number(values.novel());
        values.kept().forEach((hash, days) -> {
            writeHash(hash, out);
            out.number(days.weight());
            out.signed(values.days().newest() - days.newest());
            out.raw(days.mask());
        });
    }

    private static void write(DaySums sums, RecordWriter out) {
        if (sums.isEmpty()) {
            return;
        }
        out.signed(sums.firstDay());
        write(sums.sketch(), out);
        long day = sums.firstDay();
        for (var kept : sums.kept().entrySet()) {
            out.signed(kept.getKey() - day);
            out.number(kept.getValue());
            day = kept.getKey();
        }
    }

    private static void write(Days days, RecordWriter out) {
        out.number(days.weight());
        out.signed(days.newest());
        out.raw(days.mask());
    }

    static void write(Sketch sketch, RecordWriter out) {
        out.number(sketch.buckets().size());
        int before = 0;
        for (var bucket : sketch.buckets().entrySet()) {
            out.number(bucket.getKey() - before);
            out.number(bucket.getValue());
            before = bucket.getKey();
        }
    }

    static Sketch sketch(RecordReader in) {
        SortedMap<Integer, Long> buckets = new TreeMap<>();
        int bucket = 0;
        for (int left = in.count(); left > 0; left--) {
            bucket += in.index(Sketch.BUCKETS - bucket);
            buckets.put(bucket, in.number());
        }
        return new Sketch(buckets);
    }

    static void writeHash(int hash, RecordWriter out) {
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            out.raw(hash >>> shift);
        }
    }

    static int readHash(RecordReader in) {
        int hash = 0;
        for (int i = 0; i < HASH_BYTES; i++) {
            hash = hash << Byte.SIZE | in.raw();
        }
        return hash;
    }

    /** Reads one record. */
    private static final class Decoding {
        private int epoch;
        private final Map<Rhythm, Hours> hours = new EnumMap<>(Rhythm.class);
        private final Map<Trait, Values> values = new EnumMap<>(Trait.class);
        private final Map<Volume, DaySums> sums = new EnumMap<>(Volume.class);
        private final SortedMap<Integer, byte[]> carried = new TreeMap<>();

        Habit decode(byte[] stored) {
            new Sections().read(stored, this::section);
            return new Habit(epoch, hours, values, sums, carried);
        }

        /** What is not known is carried as well, so that it is written again. */
        private boolean section(int number, RecordReader in) {
            if (number == HEAD) {
                long read = in.signed();
                epoch = (int) read;
                if (epoch != read) {
                    throw RecordReader.damaged("an epoch is none");
                }
                return true;
            }
            Rhythm rhythm = find(Rhythm.values(), number);
            Trait trait = find(Trait.values(), number);
            Volume volume = find(Volume.values(), number);
            if (rhythm != null) {
                hours.put(rhythm, hours(in));
            } else if (trait != null) {
                values.put(trait, values(in));
            } else if (volume != null) {
                sums.put(volume, sums(in));
            } else {
                carried.put(number, in.rest());
            }
            return true;
        }

        private static <E extends Enum<E>> @Nullable E find(E[] constants, int number) {
            for (E constant : constants) {
                int of = switch (constant) {
                    case Rhythm rhythm -> HabitCodec.section(rhythm);
                    case Trait trait -> HabitCodec.section(trait);
                    case Volume volume -> HabitCodec.section(volume);
                    default -> 0;
                };
                if (of == number) {
                    return constant;
                }
            }
            return null;
        }

        private static Hours hours(RecordReader in) {
            long firstDay = in.signed();
            Days days = days(in);
            long newest = in.signed();
            byte[] bits = new byte[in.count()];
            for (int i = 0; i < bits.length; i++) {
                bits[i] = (byte) in.raw();
            }
            long[] cells = new long[Hours.CELLS];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = in.number();
            }
            return new Hours(firstDay, days, cells, newest, BitSet.valueOf(bits));
        }

        private static Values values(RecordReader in) {
            long firstDay = in.signed();
            Days days = days(in);
            long total = in.number();
            long novel = in.number();
            SortedMap<Integer, Days> kept = new TreeMap<>();
            while (in.hasMore()) {
                int hash = readHash(in);
                long weight = in.number();
                kept.put(hash, new Days(weight, days.newest() - in.signed(), in.raw()));
            }
            return new Values(firstDay, days, total, novel, kept);
        }

        private static DaySums sums(RecordReader in) {
            long firstDay = in.signed();
            Sketch sketch = sketch(in);
            SortedMap<Long, Long> kept = new TreeMap<>();
            long day = firstDay;
            while (in.hasMore()) {
                day += in.signed();
                kept.put(day, in.number());
            }
            return new DaySums(firstDay, sketch, kept);
        }

        private static Days days(RecordReader in) {
            return new Days(in.number(), in.signed(), in.raw());
        }
    }
}
