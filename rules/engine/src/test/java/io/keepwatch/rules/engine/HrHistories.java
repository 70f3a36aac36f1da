package io.keepwatch.rules.engine;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.Identity;
import io.keepwatch.rules.book.Grouping;
import io.keepwatch.rules.book.Grouping.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Random lives in which HR says much: notices, periods, withdrawals of what is yet to come, people who come back. */
final class HrHistories {
    private static final List<String> KINDS = List.of("enhanced", "watchlist", "assessment");

    private HrHistories() {}

    /** One rule for each thing that HR decides. */
    static HandMadeRules book() {
        Set<ActivityType> any = EnumSet.allOf(ActivityType.class);
        return new HandMadeRules(Set.of(Attribute.DEVICE))
                .rule("left", any, new Grouping(Period.OPEN, List.of()), List.of(), true, true, (a, w, c) -> c.left())
                .rule(
                        "monitored",
                        any,
                        new Grouping(Period.DAY, List.of()),
                        List.of(),
                        false,
                        true,
                        (a, w, c) -> c.monitored())
                .rule(
                        "notice",
                        any,
                        new Grouping(Period.DAY, List.of()),
                        List.of(),
                        false,
                        true,
                        (a, w, c) -> c.sinceNotice() != null && c.sinceNotice().compareTo(Duration.ofDays(2)) < 0);
    }

    static Histories.History random(RandomGenerator random) {
        Histories.History life = Histories.random(random);
        List<Activity> activities = life.activities();
        List<Identity> profiles = new ArrayList<>(life.profiles());
        if (!profiles.isEmpty() && random.nextInt(4) == 0) {
            Identity last = profiles.removeLast();
            profiles.add(retired(last));
        }
        List<HrEvent> hr = new ArrayList<>();
        for (int i = random.nextInt(7); i > 0; i--) {
            Instant near =
                    activities.get(random.nextInt(activities.size())).header().time();
            hr.add(event(random, "r" + i, near.plusSeconds(random.nextLong(-7_200, 7_200))));
        }
        hr.sort(Comparator.comparing(HrEvent::occurred).thenComparing(HrEvent::receipt));
        return new Histories.History(activities, profiles, hr);
    }

    private static HrEvent event(RandomGenerator random, String receipt, Instant occurred) {
        LocalDate day = random.nextBoolean()
                ? null
                : occurred.atZone(ZoneOffset.UTC).toLocalDate().plusDays(random.nextInt(-1, 2));
        return switch (random.nextInt(6)) {
            case 0 -> said(receipt, HrEvent.RESIGNATION, occurred, null, period("enhanced", occurred, 14), null);
            case 1 -> said(receipt, HrEvent.TERMINATION, occurred, day, period("enhanced", occurred, 14), null);
            case 2, 3 -> {
                Instant from = occurred.plus(Duration.ofHours(random.nextInt(-12, 24)));
                Instant until = random.nextInt(3) == 0 ? null : from.plus(Duration.ofHours(1 + random.nextInt(40)));
                String kind = KINDS.get(random.nextInt(KINDS.size()));
                yield said(receipt, "pip", occurred, null, new HrEvent.Monitoring(kind, from, until), null);
            }
            case 4 -> said(receipt, HrEvent.WITHDRAWN, occurred, null, null, "r" + (1 + random.nextInt(6)));
            default -> said(receipt, HrEvent.REHIRED, occurred, day, null, null);
        };
    }

    static HrEvent.Monitoring period(String kind, Instant from, int days) {
        return new HrEvent.Monitoring(kind, from, from.plus(Duration.ofDays(days)));
    }

    static HrEvent said(
            String receipt,
            String event,
            Instant occurred,
            @Nullable LocalDate effective,
            HrEvent.@Nullable Monitoring monitoring,
            @Nullable String withdraws) {
        return new HrEvent(
                receipt,
                event,
                Histories.SUBJECT,
                effective,
                occurred,
                occurred,
                Map.of(),
                monitoring,
                null,
                withdraws);
    }

    static Identity retired(Identity was) {
        return new Identity(
                was.subject(),
                was.accounts(),
                was.hosts(),
                was.device(),
                was.department(),
                was.role(),
                was.peerGroup(),
                was.manager(),
                was.privileged(),
                was.contractor(),
                was.crownJewels(),
                was.timeZone(),
                was.workHours(),
                was.site(),
                was.clearance(),
                was.validFrom(),
                true);
    }

    /** What HR said that switches something off. */
    static boolean ends(HrEvent event) {
        return event.withdraws() != null || event.event().equals(HrEvent.REHIRED);
    }

    /** The earliest time an event has a say in. */
    static Instant since(HrEvent event, HrModel model) {
        Instant since = model.start(event);
        since = since.isBefore(event.occurred()) ? since : event.occurred();
        HrEvent.Monitoring period = event.monitoring();
        return period != null && period.from().isBefore(since) ? period.from() : since;
    }
}
