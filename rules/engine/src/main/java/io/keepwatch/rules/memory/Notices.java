package io.keepwatch.rules.memory;

import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.HrEvent.Monitoring;
import io.keepwatch.contracts.MonitoringChange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What HR said of a person, receipt by receipt, and what follows from it at any time: the newest notice, the times of
 * monitoring, whether the person had left. What follows does not depend on the order in which HR was heard.
 */
final class Notices {
    private static final Set<String> LEAVING = Set.of(HrEvent.RESIGNATION, HrEvent.TERMINATION);

    private final Profiles profiles;
    private final Endings endings;
    private final List<Said> said = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();
    private final List<Factor> factors = new ArrayList<>();

    /**
     * @param receipt our name for what HR said
     * @param occurred when it happened
     * @param leaving whether the person leaves: a resignation or a termination
     */
    record Said(String receipt, Instant occurred, boolean leaving) {}

    /** A factor of the person's context in [from, until), unless something ends it before; what it does is the score's. */
    record Factor(
            String receipt,
            String name,
            Instant from,
            @Nullable Instant until) {}

    /** Everything HR said, as it was at a moment. */
    record Memento(
            List<Said> said,
            List<Claim> claims,
            List<Factor> factors,
            List<Endings.Withdrawal> withdrawals,
            List<Endings.Rehire> rehires,
            List<Endings.ContractEnd> contractEnds) {}

    Notices(Profiles profiles) {
        this.profiles = profiles;
        this.endings = new Endings(profiles);
    }

    List<Said> said() {
        return said;
    }

    List<Claim> claims() {
        return claims;
    }

    List<Factor> factors() {
        return factors;
    }

    Endings endings() {
        return endings;
    }

    Memento memento() {
        return new Memento(
                List.copyOf(said),
                List.copyOf(claims),
                List.copyOf(factors),
                List.copyOf(endings.withdrawals()),
                List.copyOf(endings.rehires()),
                List.copyOf(endings.contractEnds()));
    }

    void restore(Memento before) {
        replace(said, before.said());
        replace(claims, before.claims());
        replace(factors, before.factors());
        replace(endings.withdrawals(), before.withdrawals());
        replace(endings.rehires(), before.rehires());
        replace(endings.contractEnds(), before.contractEnds());
    }

    private static <T> void replace(List<T> now, List<T> before) {
        now.clear();
        now.addAll(before);
    }

    /** Whether nothing that HR said is remembered: so it is of nearly everybody. */
    boolean isEmpty() {
        return said.isEmpty() && claims.isEmpty() && endings.isEmpty();
    }

    boolean holds(HrEvent event) {
        String receipt = event.receipt();
        return said.stream().anyMatch(s -> s.receipt().equals(receipt))
                || claims.stream().anyMatch(claim -> claim.receipt().equals(receipt))
                || factors.stream().anyMatch(factor -> factor.receipt().equals(receipt))
                || endings.holds(receipt);
    }

    /** Takes in what HR said; returns the earliest time for which something else may now hold. */
    Instant put(HrEvent event) {
        said.add(new Said(event.receipt(), event.occurred(), LEAVING.contains(event.event())));
        said.sort(Comparator.comparing(Said::occurred).thenComparing(Said::receipt));
        Instant since = endings.put(event);
        Monitoring monitoring = event.monitoring();
        if (monitoring != null
                && (monitoring.until() == null || monitoring.until().isAfter(monitoring.from()))) {
            since = earlier(since, monitoring.from());
            claim(event, monitoring.kind(), Moment.of(monitoring.from()), monitoring.until());
        }
        if (event.event().equals(HrEvent.TERMINATION)) {
            LocalDate day = event.effective();
            Moment from = day == null ? Moment.of(event.occurred()) : Moment.startOf(day, profiles);
            since = earlier(since, from.at());
            claim(event, MonitoringChange.EX_EMPLOYEE, from, null);
        }
        HrEvent.Context context = event.context();
        if (context != null) {
            factors.add(new Factor(event.receipt(), context.factor(), context.from(), context.until()));
            factors.sort(Comparator.comparing(Factor::from).thenComparing(Factor::receipt));
            Bounds.trim(factors);
        }
        Bounds.trim(said);
        return since;
    }

    private void claim(HrEvent event, String kind, Moment from, @Nullable Instant until) {
        claims.add(new Claim(event.receipt(), kind, from, until, event.occurred(), event.receivedAt(), null));
        claims.sort(Comparator.comparing(Claim::occurred)
                .thenComparing(Claim::receipt)
                .thenComparing(Claim::kind));
        while (claims.size() > Bounds.MOST) {
            // One that has come to its end is needed only to know it again.
            claims.remove(claims.stream()
                    .filter(claim -> claim.isTold() && endings.end(claim) != null)
                    .findFirst()
                    .orElse(claims.getFirst()));
        }
    }

    /** Puts days where the profiles, as they are now, have them begin. */
    void follow() {
        if (!isEmpty()) {
            claims.replaceAll(claim -> claim.with(claim.from().by(profiles)));
            endings.follow();
        }
    }

    /**
     * The earliest time for which something else may hold once a profile is valid from {@code from}: a day may have begun
     * earlier than that by as much as zones differ.
     */
    Instant movedBy(Instant from) {
        Instant since = from;
        for (Claim claim : claims) {
            since = movable(claim.from(), from) ? earlier(since, claim.begin()) : since;
        }
        for (Endings.Rehire rehire : endings.rehires()) {
            since = movable(rehire.from(), from) ? earlier(since, rehire.from().at()) : since;
        }
        for (Endings.ContractEnd end : endings.contractEnds()) {
            since = movable(end.from(), from) ? earlier(since, end.from().at()) : since;
        }
        return since;
    }

    private static boolean movable(Moment moment, Instant from) {
        return !moment.settled() && moment.at().isAfter(from.minus(Duration.ofDays(1)));
    }

    private static Instant earlier(Instant one, Instant other) {
        return other.isBefore(one) ? other : one;
    }

    /**
     * Drops events that began nothing and that no activity at or after {@code reach} looks at. Whatever began something
     * stays, because what came after it may be withdrawn.
     */
    void forget(Instant reach) {
        if (isEmpty()) {
            return;
        }
        said.removeIf(s -> !s.leaving() && !s.occurred().isAfter(reach));
        claims.replaceAll(claim -> claim.with(claim.from().after(reach, profiles)));
        endings.forget(reach);
    }

    /** When the newest notice was given that stands at the time, or null if there is none. */
    @Nullable
    Instant noticeAt(Instant time) {
        for (int i = said.size() - 1; i >= 0; i--) {
            Said s = said.get(i);
            if (s.leaving() && !s.occurred().isAfter(time)) {
                if (!endings.isWithdrawn(s.receipt(), time)) {
                    return s.occurred();
                }
            }
        }
        return null;
    }

    /** Time since the newest notice that stands at the time, or null if there is none. */
    @Nullable
    Duration sinceNotice(Instant time) {
        Instant notice = noticeAt(time);
        return notice == null ? null : Duration.between(notice, time);
    }

    /** The factors that HR's words have in effect at the time. A contract's end takes the context that came with it. */
    Set<String> factorsAt(Instant time) {
        Set<String> names = new TreeSet<>();
        for (Factor factor : factors) {
            if (holds(factor, time)) {
                names.add(factor.name());
            }
        }
        return names;
    }

    /** Whether a factor is in effect at the time. */
    boolean holds(Factor factor, Instant time) {
        boolean begun = !factor.from().isAfter(time);
        boolean open = factor.until() == null || time.isBefore(factor.until());
        boolean over = factor.name().equals(HrEvent.Context.CONTRACTOR) && endings.isContractOver(factor.from(), time);
        return begun && open && !over && !endings.isWithdrawn(factor.receipt(), time);
    }

    /** Whether a claim of the kind holds the time. */
    boolean holdsAt(String kind, Instant time) {
        for (Claim claim : claims) {
            if (claim.kind().equals(kind) && endings.holds(claim, time)) {
                return true;
            }
        }
        return false;
    }

    /** The beginning of the time of enhanced monitoring that holds the time, else of the newest notice, else null. */
    @Nullable
    Instant monitoringAt(Instant time) {
        Instant begin = null;
        for (boolean grown = true; grown; ) {
            grown = false;
            for (Claim claim : claims) {
                if (claim.kind().equals(Monitoring.ENHANCED)
                        && (begin == null || claim.begin().isBefore(begin))
                        && (begin == null ? endings.holds(claim, time) : reaches(claim, begin))) {
                    begin = claim.begin();
                    grown = true;
                }
            }
        }
        return begin == null ? noticeAt(time) : begin;
    }

    private boolean reaches(Claim claim, Instant time) {
        Instant end = endings.end(claim);
        return end == null || !end.isBefore(time);
    }
}
