package io.keepwatch.rules.memory;

import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.MonitoringChange;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What HR said that ends something: events that were withdrawn, and people who came back. It may be heard before what it
 * ends. A withdrawal ends a claim; that somebody came back stays said, and is ended by the next termination.
 */
final class Endings {
    private final Profiles profiles;
    private final List<Withdrawal> withdrawals = new ArrayList<>();
    private final List<Rehire> rehires = new ArrayList<>();
    private final List<ContractEnd> contractEnds = new ArrayList<>();

    /** From {@code at} on, what the receipt {@code withdraws} said no longer counts. */
    record Withdrawal(String receipt, String withdraws, Instant at) {}

    /** The person is back: from then on no termination is in effect that had occurred before. */
    record Rehire(String receipt, Instant occurred, Moment from) {
        Rehire with(Moment begin) {
            return begin == from ? this : new Rehire(receipt, occurred, begin);
        }
    }

    /** A contractor's contract ends: the context that began with it is no more. */
    record ContractEnd(String receipt, Moment from) {
        ContractEnd with(Moment begin) {
            return begin == from ? this : new ContractEnd(receipt, begin);
        }
    }

    /** Where a claim was cut short, and by which receipt. */
    record Cut(Instant at, String receipt) {
        private static Cut earlier(@Nullable Cut one, Instant at, String receipt) {
            return one == null || at.isBefore(one.at()) ? new Cut(at, receipt) : one;
        }
    }

    Endings(Profiles profiles) {
        this.profiles = profiles;
    }

    List<Withdrawal> withdrawals() {
        return withdrawals;
    }

    List<Rehire> rehires() {
        return rehires;
    }

    List<ContractEnd> contractEnds() {
        return contractEnds;
    }

    boolean isEmpty() {
        return withdrawals.isEmpty() && rehires.isEmpty() && contractEnds.isEmpty();
    }

    boolean holds(String receipt) {
        return withdrawals.stream().anyMatch(withdrawal -> withdrawal.receipt().equals(receipt))
                || rehires.stream().anyMatch(rehire -> rehire.receipt().equals(receipt))
                || contractEnds.stream().anyMatch(end -> end.receipt().equals(receipt));
    }

    /** Takes in what HR said; returns the earliest time for which something else may now hold. */
    Instant put(HrEvent event) {
        if (event.withdraws() != null) {
            withdrawals.add(new Withdrawal(event.receipt(), event.withdraws(), event.occurred()));
            withdrawals.sort(Comparator.comparing(Withdrawal::at).thenComparing(Withdrawal::receipt));
            Bounds.trim(withdrawals);
        }
        Moment from = switch (event.event()) {
            case HrEvent.REHIRED -> {
                Moment back = rehiredFrom(event);
                rehires.add(new Rehire(event.receipt(), event.occurred(), back));
                rehires.sort(Comparator.comparing(Rehire::occurred).thenComparing(Rehire::receipt));
                Bounds.trim(rehires);
                yield back;
            }
            case HrEvent.CONTRACT_ENDED -> {
                LocalDate day = event.effective();
                Moment end = day == null ? Moment.of(event.occurred()) : Moment.startOf(day, profiles);
                contractEnds.add(new ContractEnd(event.receipt(), end));
                contractEnds.sort(
                        Comparator.comparing((ContractEnd one) -> one.from().at())
                                .thenComparing(ContractEnd::receipt));
                Bounds.trim(contractEnds);
                yield end;
            }
            default -> Moment.of(event.occurred());
        };
        return from.at().isBefore(event.occurred()) ? from.at() : event.occurred();
    }

    /** The contract's {@code from}: the event's own day, or the detail of that name, or when it happened. */
    private Moment rehiredFrom(HrEvent event) {
        LocalDate day = event.effective();
        String detail = event.detail().get("from");
        if (day == null && detail != null) {
            try {
                day = LocalDate.parse(detail);
            } catch (DateTimeException e) {
                return Moment.of(event.occurred());
            }
        }
        return day == null ? Moment.of(event.occurred()) : Moment.startOf(day, profiles);
    }

    /** Puts days where the profiles, as they are now, have them begin. */
    void follow() {
        rehires.replaceAll(rehire -> rehire.with(rehire.from().by(profiles)));
        contractEnds.replaceAll(end -> end.with(end.from().by(profiles)));
    }

    void forget(Instant reach) {
        rehires.replaceAll(rehire -> rehire.with(rehire.from().after(reach, profiles)));
        contractEnds.replaceAll(end -> end.with(end.from().after(reach, profiles)));
    }

    /** Whether the person came back between leaving and the time. */
    boolean isBack(Instant left, Instant time) {
        for (Rehire rehire : rehires) {
            Instant from = rehire.from().at();
            if (!from.isBefore(left) && !from.isAfter(time)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a contract that had begun by {@code begin} was over at the time. */
    boolean isContractOver(Instant begin, Instant time) {
        for (ContractEnd end : contractEnds) {
            Instant from = end.from().at();
            if (!from.isBefore(begin) && !from.isAfter(time) && !isWithdrawn(end.receipt(), time)) {
                return true;
            }
        }
        return false;
    }

    /** Whether what a receipt said no longer counted at the time. */
    boolean isWithdrawn(String receipt, Instant time) {
        Instant withdrawn = withdrawnAt(receipt);
        return withdrawn != null && !withdrawn.isAfter(time);
    }

    /** When a claim ends, never before it begins; null while nothing ends it. */
    @Nullable
    Instant end(Claim claim) {
        Cut cut = cut(claim);
        Instant end =
                cut == null || claim.until() != null && claim.until().isBefore(cut.at()) ? claim.until() : cut.at();
        return end != null && end.isBefore(claim.begin()) ? claim.begin() : end;
    }

    /** Where HR cut a claim short, or null where HR did not. */
    @Nullable
    Cut cut(Claim claim) {
        Cut cut = null;
        for (Withdrawal withdrawal : withdrawals) {
            if (withdrawal.withdraws().equals(claim.receipt())) {
                cut = Cut.earlier(cut, withdrawal.at(), withdrawal.receipt());
            }
        }
        if (claim.kind().equals(MonitoringChange.EX_EMPLOYEE)) {
            for (Rehire rehire : rehires) {
                if (!claim.occurred().isAfter(rehire.occurred())) {
                    cut = Cut.earlier(cut, rehire.from().at(), rehire.receipt());
                }
            }
        }
        return cut;
    }

    /** Whether a claim ends because its time is over, and not because HR ended it. */
    boolean endsByItself(Claim claim) {
        Cut cut = cut(claim);
        return claim.until() != null && (cut == null || !cut.at().isBefore(claim.until()));
    }

    /** Whether a claim holds the time. */
    boolean holds(Claim claim, Instant time) {
        if (time.isBefore(claim.begin())) {
            return false;
        }
        Instant end = end(claim);
        return end == null || time.isBefore(end);
    }

    /** From when on what a receipt said no longer counts, or null if it still does. */
    @Nullable
    Instant withdrawnAt(String receipt) {
        Instant at = null;
        for (Withdrawal withdrawal : withdrawals) {
            if (withdrawal.withdraws().equals(receipt)
                    && (at == null || withdrawal.at().isBefore(at))) {
                at = withdrawal.at();
            }
        }
        return at;
    }
}
