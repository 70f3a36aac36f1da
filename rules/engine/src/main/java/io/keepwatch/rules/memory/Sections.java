package io.keepwatch.rules.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * The container of every stored record: a version, then sections, each a number, a length and that many bytes. A section
 * that this release does not know is carried through as it is, so that a newer release finds it again.
 */
public final class Sections {
    /** What this release writes. Each release reads this version and the one before. */
    static final int VERSION = 1;

    private final List<Unknown> unknown = new ArrayList<>();

    /** A section of a newer release. */
    private record Unknown(long number, byte[] bytes) {}

    /** Reads one section; false if it is not known. */
    @FunctionalInterface
    public interface Known {
        boolean read(int number, RecordReader section);
    }

    public void read(byte[] stored, Known known) {
        RecordReader record = new RecordReader(stored);
        int version = record.raw();
        if (version != VERSION) {
            throw new IllegalStateException(
                    "a stored record has version " + version + ", this release reads " + VERSION);
        }
        unknown.clear();
        while (record.hasMore()) {
            long number = record.number();
            RecordReader section = record.part();
            if (number > Integer.MAX_VALUE || !known.read((int) number, section)) {
                unknown.add(new Unknown(number, section.rest()));
            }
        }
    }

    /** Starts a record. */
    public static void begin(RecordWriter out) {
        out.reset().raw(VERSION);
    }

    /** Writes a section, unless it is empty. */
    public static void write(RecordWriter out, int number, RecordWriter section) {
        if (section.size() > 0) {
            out.number(number);
            out.number(section.size());
            out.append(section);
        }
    }

    /** Writes what was carried through. */
    public void writeUnknown(RecordWriter out) {
        for (Unknown section : unknown) {
            out.number(section.number());
            out.number(section.bytes().length);
            out.bytes(section.bytes(), 0, section.bytes().length);
        }
    }
}
