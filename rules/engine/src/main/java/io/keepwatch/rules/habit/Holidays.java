package io.keepwatch.rules.habit;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Days on which sites do not work, from the list {@code rules/lists/site-holidays.yaml}. */
public final class Holidays {
    /** The name of the list; an entry is a site and a day: {@code BER 2026-12-25}, or {@code *} for every site. */
    public static final String LIST = "site-holidays";

    /** Everybody works every day. */
    public static final Holidays NONE = new Holidays(Map.of());

    private static final String EVERYWHERE = "*";

    private final Map<String, Set<LocalDate>> bySite;

    private Holidays(Map<String, Set<LocalDate>> bySite) {
        this.bySite = bySite;
    }

    /** @throws IllegalArgumentException naming the entry that is no site and day */
    public static Holidays of(List<String> entries) {
        Map<String, Set<LocalDate>> bySite = new HashMap<>();
        for (String entry : entries) {
            int space = entry.strip().lastIndexOf(' ');
            try {
                String site = entry.strip().substring(0, Math.max(space, 0)).strip();
                LocalDate day = LocalDate.parse(entry.strip().substring(space + 1));
                if (site.isEmpty()) {
                    throw new IllegalArgumentException("expected a site and a day: " + entry);
                }
                bySite.computeIfAbsent(site, _ -> new HashSet<>()).add(day);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("expected a site and a day: " + entry, e);
            }
        }
        return new Holidays(bySite);
    }

    /** The holidays of a site, those of every site included. */
    public Set<LocalDate> at(@Nullable String site) {
        Set<LocalDate> days = new HashSet<>(bySite.getOrDefault(EVERYWHERE, Set.of()));
        if (site != null) {
            days.addAll(bySite.getOrDefault(site, Set.of()));
        }
        return days;
    }
}
