package io.keepwatch.evaluator.judging;

import io.keepwatch.contracts.PeerPart;
import io.keepwatch.rules.engine.Engine;
import io.keepwatch.rules.engine.PeerContribution;
import io.keepwatch.rules.habit.PeerHabit;
import io.keepwatch.rules.habit.PeerHabitCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Sums what is usual for the people of one task, once a day, some people at a time between two records (S3-13). A day is
 * closed when it is over everywhere and what comes late by the allowance has come. What is half summed is no state: a task
 * that starts again begins the sum anew, and which day is written is remembered in the transaction that writes it. Not
 * thread-safe; lives on the task's thread.
 */
final class PeerSums {
    /** Its key in the people's store; no person's, because a subject is never empty. */
    static final String KEY = "\0peers";

    /** So long after midnight of UTC a day is over in the last place on earth. */
    private static final Duration OVER_EVERYWHERE = Duration.ofHours(12);

    /** Where nobody is known yet, somebody may be before the next day. */
    private static final Duration AGAIN = Duration.ofHours(1);

    /** No key of a person is before it. */
    private static final String FIRST = "\1";

    private final KeyValueStore<String, byte @Nullable []> people;
    private final int part;
    private @Nullable LocalDate written;
    private @Nullable Summing summing;
    private Instant again = Instant.MIN;

    PeerSums(KeyValueStore<String, byte @Nullable []> people, int part) {
        this.people = people;
        this.part = part;
        byte[] stored = people.get(KEY);
        written = stored == null ? null : LocalDate.parse(new String(stored, StandardCharsets.UTF_8));
    }

    /** A day that is being summed. */
    private static final class Summing {
        private final LocalDate day;
        private final Map<String, Sum> groups = new TreeMap<>();
        private String next = FIRST;

        private Summing(LocalDate day) {
            this.day = day;
        }

        private void add(PeerContribution one) {
            groups.merge(one.group(), new Sum(1, one.habit()), Sum::plus);
        }
    }

    /** Of some people of a group. */
    private record Sum(int people, PeerHabit habit) {
        private Sum plus(Sum other) {
            return new Sum(people + other.people, habit.merge(other.habit));
        }
    }

    /** The newest day that was written; null before the first. */
    @Nullable
    LocalDate written() {
        return written;
    }

    /** The last day that is over everywhere, with what may still come late. */
    static LocalDate closedBy(Instant now, Duration allowance) {
        return LocalDate.ofInstant(now.minus(allowance).minus(OVER_EVERYWHERE), ZoneOffset.UTC)
                .minusDays(1);
    }

    /**
     * Goes on summing, if a day is to be summed.
     *
     * @param now domain time
     * @param most how many records are looked at
     * @return the parts to be written, that of the people of no group last; empty until the day is summed, and while nobody is
     *     known
     */
    List<PeerPart> goOn(Engine engine, Instant now, Duration allowance, int most) {
        if (summing == null) {
            LocalDate closed = closedBy(now, allowance);
            if (now.isBefore(again) || written != null && !closed.isAfter(written)) {
                return List.of();
            }
            summing = new Summing(closed);
        }
        Summing here = summing;
        if (!isSummed(here, engine, most)) {
            return List.of();
        }
        summing = null;
        if (written == null && here.groups.isEmpty()) {
            again = now.plus(AGAIN);
            return List.of();
        }
        written = here.day;
        people.put(KEY, here.day.toString().getBytes(StandardCharsets.UTF_8));
        return parts(here);
    }

    private boolean isSummed(Summing here, Engine engine, int most) {
        int left = most;
        try (KeyValueIterator<String, byte @Nullable []> records = people.range(here.next, null)) {
            while (records.hasNext()) {
                if (left-- == 0) {
                    return false;
                }
                KeyValue<String, byte @Nullable []> stored = records.next();
                here.next = stored.key + '\0';
                add(here, engine, stored.key);
            }
            return true;
        }
    }

    private void add(Summing here, Engine engine, String key) {
        PeerContribution one;
        try {
            one = engine.contribution(key, people::get, here.day);
        } catch (IllegalStateException _) {
            // Whoever cannot be read is told of when they are next judged; the others have peers meanwhile.
            return;
        }
        if (one != null) {
            here.add(one);
        }
    }

    private List<PeerPart> parts(Summing here) {
        Sum ungrouped = here.groups.getOrDefault("", new Sum(0, PeerHabit.NONE));
        here.groups.remove("");
        List<PeerPart> parts = new ArrayList<>();
        here.groups.forEach((group, sum) -> parts.add(part(here, group, sum)));
        parts.add(part(here, "", ungrouped));
        return parts;
    }

    private PeerPart part(Summing here, String group, Sum sum) {
        String habit = Base64.getEncoder()
                .encodeToString(PeerHabitCodec.encode(sum.habit().limited()));
        return new PeerPart(here.day, part, group, here.groups.size(), sum.people(), habit);
    }
}
