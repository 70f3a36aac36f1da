package io.keepwatch.rules.engine;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.Risk;
import io.keepwatch.rules.habit.Habit;
import io.keepwatch.rules.habit.HabitSettings;
import io.keepwatch.rules.habit.PeerHabit;
import io.keepwatch.rules.habit.PeerSnapshot;
import io.keepwatch.rules.score.Dossier;
import io.keepwatch.rules.score.Evidence;
import io.keepwatch.rules.score.Score;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Somebody with a badge and a computer, judged by the shipped rules; times are those of their own clock. */
final class Worker {
    static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    static final String GROUP = "it-admins";

    private final Person person = new Person(ShippedRules.book());
    private final ZoneId zone;
    private Instant last = Instant.EPOCH;

    Worker() {
        this("Europe/Berlin", false);
    }

    Worker(String zone, boolean privileged) {
        this.zone = ZoneId.of(zone);
        person.changesProfile(profile(zone, privileged, null));
    }

    /** @param workHours as the profile declares them, null where it does not */
    static Identity profile(String zone, boolean privileged, @Nullable String workHours) {
        return new Identity(
                Histories.SUBJECT,
                List.of("account0"),
                List.of("host0"),
                null,
                "IT",
                "admin",
                GROUP,
                null,
                privileged,
                false,
                false,
                zone,
                workHours,
                "BER",
                2,
                Instant.parse("2025-01-01T00:00:00Z"),
                false);
    }

    /** Somebody after so many weeks from nine to half past five, by badge. */
    static Worker afterWeeks(int weeks) {
        return new Worker().works(weeks);
    }

    /** Comes at nine and leaves at half past five, Monday to Friday. */
    Worker works(int weeks) {
        days(weeks).forEach(day -> {
            enters(day.atTime(9, 0, 5), "Lobby", "HQ");
            enters(day.atTime(17, 30, 5), "Lobby", "HQ");
        });
        return this;
    }

    /** Logs in at nine and at half past four, Monday to Friday. */
    Worker logsInFor(int weeks) {
        days(weeks).forEach(day -> {
            logsIn(day.atTime(9, 0, 5));
            logsIn(day.atTime(16, 30, 5));
        });
        return this;
    }

    /** Prints five pages on the printer of the floor, Monday to Friday. */
    Worker printsFor(int weeks) {
        days(weeks).forEach(day -> prints(day.atTime(10, 0, 5), "floor-1", 5));
        return this;
    }

    static List<LocalDate> days(int weeks) {
        return MONDAY.datesUntil(MONDAY.plusWeeks(weeks))
                .filter(day -> day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0)
                .toList();
    }

    Outcome enters(LocalDateTime at, @Nullable String door, @Nullable String building) {
        return swipes(at, null, door, building);
    }

    Outcome isTurnedDown(LocalDateTime at, String reason, String door) {
        return swipes(at, reason, door, "HQ");
    }

    private Outcome swipes(
            LocalDateTime at, @Nullable String reason, @Nullable String door, @Nullable String building) {
        Map<Attribute, Object> values = new HashMap<>();
        values.put(Attribute.BADGE_OUTCOME, reason == null ? "granted" : "denied");
        if (reason != null) {
            values.put(Attribute.BADGE_REASON, reason);
        }
        if (door != null) {
            values.put(Attribute.DOOR, door);
        }
        if (building != null) {
            values.put(Attribute.BUILDING, building);
        }
        return does(ActivityType.BADGE_SWIPE, at, values);
    }

    Outcome logsIn(LocalDateTime at) {
        return does(ActivityType.AUTH_LOGIN, at, Map.of(Attribute.LOGIN_OUTCOME, "success"));
    }

    Outcome prints(LocalDateTime at, String printer, long pages) {
        return does(ActivityType.PRINT_JOB, at, Map.of(Attribute.PRINTER, printer, Attribute.PAGES, pages));
    }

    Outcome writesToMedia(LocalDateTime at, long bytes) {
        return does(ActivityType.USB_WRITE, at, Map.of(Attribute.DEVICE, "STICK-7", Attribute.BYTES, bytes));
    }

    Outcome does(ActivityType type, LocalDateTime at, Map<Attribute, Object> values) {
        List<Object> inTurn = new ArrayList<>();
        values.forEach((attribute, value) -> {
            inTurn.add(attribute);
            inTurn.add(value);
        });
        Instant time = at.atZone(zone).toInstant();
        last = last.isBefore(time) ? time : last;
        return person.does(type, time.toString(), inTurn.toArray());
    }

    Person person() {
        return person;
    }

    /** What everybody of the group did until a day, for their peers. */
    static PeerSnapshot snapshot(LocalDate on, List<Worker> members) {
        PeerHabit group = PeerHabit.NONE;
        for (Worker member : members) {
            group = group.merge(PeerHabit.of(member.habit(), on, HabitSettings.DEFAULT));
        }
        return new PeerSnapshot("as of " + on, Map.of(GROUP, group));
    }

    Worker among(PeerSnapshot peers) {
        person.among(peers);
        return this;
    }

    Habit habit() {
        return person.state().habit().habit();
    }

    /** What is known of them, with their circumstances. */
    Dossier dossier() {
        return new Dossier(
                List.copyOf(person.state().risk().evidence()),
                person.state().person().circumstances());
    }

    /** Right after the last thing they did. */
    double score() {
        return ShippedRules.model().score(dossier(), last.plusSeconds(1));
    }

    Score explained() {
        return ShippedRules.model().explain(dossier(), last.plusSeconds(1));
    }

    double belief(String node) {
        return ShippedRules.model().beliefs(dossier(), last.plusSeconds(1)).getOrDefault(node, Double.NaN);
    }

    /** The kinds of everything found of them. */
    Set<String> kinds() {
        Set<String> kinds = new TreeSet<>();
        person.state().risk().evidence().forEach(item -> kinds.add(item.kind()));
        return kinds;
    }

    /** The findings of a kind. */
    List<Evidence> found(String kind) {
        return person.state().risk().evidence().stream()
                .filter(item -> item.kind().equals(kind))
                .toList();
    }

    /** The highest score that was ever told of them. */
    double highest() {
        return person.risks().stream().mapToDouble(Risk::score).max().orElse(0);
    }
}
