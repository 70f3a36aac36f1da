package io.keepwatch.rules.habit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * On how many days a person used each value of a trait. Of a value a hash is kept. When there is no room, the value used
 * on the fewest days gives way, recent days counting more; of equals the one not used for longest. What gave way is not
 * forgotten altogether: its weight says how much of what the person does lies outside the values kept.
 *
 * @param firstDay when the trait was first seen, from 1970
 * @param days on which anything was seen of it
 * @param total weight of all that was counted, kept or not
 * @param novel weight of what was new at a time when the person was known already
 * @param kept by the value's hash
 */
record Values(long firstDay, Days days, long total, long novel, SortedMap<Integer, Days> kept) {
    static final Values NONE = new Values(0, new Days(0, 0, 0), 0, 0, new TreeMap<>());

    private static final int FNV_OFFSET = 0x811c9dc5;
    private static final int FNV_PRIME = 0x01000193;

    boolean isEmpty() {
        return days.weight() == 0;
    }

    Values learn(int value, long day, int epoch, int capacity, HabitSettings settings) {
        long unit = Fading.unit(day, epoch);
        Days known = kept.get(value);
        if (unit == 0 || known != null && !known.counts(day)) {
            return this;
        }
        SortedMap<Integer, Days> next = new TreeMap<>(kept);
        next.put(value, known == null ? Days.first(day, unit) : known.see(day, unit));
        while (next.size() > capacity) {
            next.remove(leastUsed(next, value));
        }
        boolean isNovel = known == null && !isEmpty() && day - firstDay >= settings.minimumDays();
        return new Values(
                isEmpty() ? day : Math.min(firstDay, day),
                days.see(day, unit),
                total + unit,
                isNovel ? novel + unit : novel,
                next);
    }

    private static int leastUsed(SortedMap<Integer, Days> values, int newest) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey() != newest)
                .min(Comparator.comparingLong((Map.Entry<Integer, Days> entry) ->
                                entry.getValue().weight())
                        .thenComparingLong(entry -> entry.getValue().newest())
                        .thenComparingInt(Map.Entry::getKey))
                .orElseThrow()
                .getKey();
    }

    Values halved(int times) {
        SortedMap<Integer, Days> faded = new TreeMap<>();
        kept.forEach((value, seen) -> {
            if (Fading.halve(seen.weight(), times) > 0) {
                faded.put(value, seen.halved(times));
            }
        });
        Days left = days.halved(times);
        return left.weight() == 0
                ? NONE
                : new Values(firstDay, left, Fading.halve(total, times), Fading.halve(novel, times), faded);
    }

    /** What may come that is not kept: new values as they came before, or those that gave way, whichever is more. */
    long elsewhere() {
        long sum = 0;
        for (Days seen : kept.values()) {
            sum += seen.weight();
        }
        return Math.max(novel, Math.max(0, total - sum));
    }

    /** Case does not make another value; FNV-1a, so that it is the same in every release. */
    static int hash(String value) {
        int hash = FNV_OFFSET;
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(value.strip().toLowerCase(Locale.ROOT));
        while (bytes.hasRemaining()) {
            hash = (hash ^ (bytes.get() & 0xff)) * FNV_PRIME;
        }
        return hash;
    }
}
