package io.keepwatch.ingestion.identity;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whose a name is, where upper and lower case make no difference and several people may hold it. Thread-safe; a reader
 * sees every change of a name whole.
 */
final class Names {
    private final ConcurrentHashMap<String, Set<String>> holders = new ConcurrentHashMap<>();

    static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    void add(String name, String subject) {
        holders.merge(fold(name), Set.of(subject), Names::union);
    }

    void remove(String name, String subject) {
        holders.computeIfPresent(fold(name), (folded, set) -> without(set, subject));
    }

    /** The one who holds the name; null if nobody does, or more than one. */
    @Nullable
    String soleHolder(String name) {
        Set<String> set = holders.get(fold(name));
        return set != null && set.size() == 1 ? set.iterator().next() : null;
    }

    boolean isHeld(String name) {
        return holders.containsKey(fold(name));
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        if (some.containsAll(others)) {
            return some;
        }
        HashSet<String> all = new HashSet<>(some);
        all.addAll(others);
        return Set.copyOf(all);
    }

    private static @Nullable Set<String> without(Set<String> set, String subject) {
        if (!set.contains(subject)) {
            return set;
        }
        HashSet<String> rest = new HashSet<>(set);
        rest.remove(subject);
        return rest.isEmpty() ? null : Set.copyOf(rest);
    }
}
