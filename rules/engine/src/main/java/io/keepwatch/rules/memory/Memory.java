package io.keepwatch.rules.memory;

import org.jspecify.annotations.Nullable;

/** Reads and writes what is remembered of people, for one rule set. Not thread-safe. */
public final class Memory {
    /** Between a person's key and the name of a further record; no key contains it. */
    private static final char SEPARATOR = '\0';

    private static final char HABIT = 'h';

    private final MemoryPlan plan;
    private final HotCodec hot = new HotCodec();
    private final PageCodec pages;
    private final GroupCodec groups = new GroupCodec();
    private final EvidenceCodec evidence = new EvidenceCodec();

    public Memory(MemoryPlan plan) {
        this.plan = plan;
        this.pages = new PageCodec(plan);
    }

    /** Reads a person's hot record; the other records are read from the source when they are first needed. */
    public SubjectState load(String subject, RecordSource records) {
        SubjectState state = new SubjectState(
                subject,
                plan,
                slot -> pages.read(stored(records, pageKey(subject, slot.number))),
                line -> groups.read(subject, line, stored(records, groupKey(subject, line.key))),
                sections -> evidence.read(stored(records, evidenceKey(subject)), sections),
                () -> stored(records, habitKey(subject)));
        byte[] stored = records.get(subject);
        if (stored != null) {
            hot.read(stored, state);
        }
        return state;
    }

    /** Writes what has changed. Records of pages and alerts that were not used since the last time leave the heap. */
    public void store(SubjectState state, RecordSink sink) {
        if (!state.changed()) {
            return;
        }
        String subject = state.subject();
        for (PageSlot slot : state.recent().slots()) {
            if (slot.changed && slot.page != null) {
                sink.put(pageKey(subject, slot.number), pages.write(slot.page));
                slot.changed = false;
            }
        }
        for (long number : state.recent().dropped()) {
            sink.put(pageKey(subject, number), null);
        }
        state.recent().dropped().clear();
        for (AlertGroups.Line line : state.groups().lines()) {
            if (line.changed && line.group != null) {
                sink.put(groupKey(subject, line.key), groups.write(line.group));
                line.changed = false;
            }
        }
        for (long key : state.groups().dropped()) {
            sink.put(groupKey(subject, key), null);
        }
        state.groups().dropped().clear();
        RiskMemory risk = state.risk();
        if (risk.evidenceChanged()) {
            sink.put(evidenceKey(subject), risk.size() == 0 ? null : evidence.write(risk));
        }
        if (state.habit().changed()) {
            sink.put(habitKey(subject), state.habit().write());
        }
        sink.put(subject, hot.write(state));
        state.recent().release();
        state.groups().release();
        state.stored();
    }

    /** Of whom a stored record is the habit, by the record's key; null if it is another record. */
    public static @Nullable String whoseHabit(String key) {
        return key.length() > 2 && key.charAt(key.length() - 2) == SEPARATOR && key.charAt(key.length() - 1) == HABIT
                ? key.substring(0, key.length() - 2)
                : null;
    }

    private static byte[] stored(RecordSource records, String key) {
        byte[] stored = records.get(key);
        if (stored == null) {
            throw new IllegalStateException("a stored record is missing");
        }
        return stored;
    }

    private static String pageKey(String subject, long number) {
        return subject + SEPARATOR + number;
    }

    private static String evidenceKey(String subject) {
        return subject + SEPARATOR + 'e';
    }

    private static String habitKey(String subject) {
        return subject + SEPARATOR + HABIT;
    }

    private static String groupKey(String subject, long alert) {
        return subject + SEPARATOR + 'a' + Long.toHexString(alert);
    }
}
