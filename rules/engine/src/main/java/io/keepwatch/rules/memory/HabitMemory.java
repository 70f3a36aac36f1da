package io.keepwatch.rules.memory;

import io.keepwatch.rules.habit.Habit;
import io.keepwatch.rules.habit.HabitCodec;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is usual for a person: a record of its own, read when somebody asks and written when something was learned. The hot
 * record says whether there is one.
 */
public final class HabitMemory {
    private final Supplier<byte[]> reader;
    private boolean isStored;
    private @Nullable Habit habit;
    private boolean changed;

    /** @param reader reads the stored record, if there is one */
    HabitMemory(Supplier<byte[]> reader) {
        this.reader = reader;
    }

    /** @throws IllegalStateException if the stored record cannot be read */
    public Habit habit() {
        if (habit == null) {
            habit = isStored ? HabitCodec.decode(reader.get()) : Habit.NEW;
        }
        return habit;
    }

    /** The person's habit is now this. */
    public void learned(Habit now) {
        changed |= now != habit;
        habit = now;
    }

    /** Whether there is a record, or will be. */
    boolean exists() {
        return isStored || changed;
    }

    void restore() {
        isStored = true;
    }

    boolean changed() {
        return changed;
    }

    byte[] write() {
        return HabitCodec.encode(habit());
    }

    /** Lets the habit go, which is stored. */
    void stored() {
        isStored |= changed;
        habit = null;
        changed = false;
    }
}
