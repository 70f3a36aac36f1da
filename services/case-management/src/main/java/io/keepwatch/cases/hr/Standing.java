package io.keepwatch.cases.hr;

import io.keepwatch.contracts.HrEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What still counts of everything HR told of one person. A receipt that was withdrawn never counted; who is rehired has
 * left no more, whatever was told before.
 */
public final class Standing {
    private final List<Told> told;
    private final Set<String> withdrawn;

    /** @param told everything, in the order of arrival */
    public Standing(List<Told> told) {
        this.told = List.copyOf(told);
        Set<String> receipts = new HashSet<>();
        for (Told one : told) {
            if (one.withdraws() != null) {
                receipts.add(one.withdraws());
            }
        }
        this.withdrawn = Set.copyOf(receipts);
    }

    /** Everything that was not withdrawn, withdrawals left out. */
    public List<Told> events() {
        return told.stream()
                .filter(one -> one.withdraws() == null && !isWithdrawn(one.receipt()))
                .toList();
    }

    public boolean isWithdrawn(String receipt) {
        return withdrawn.contains(receipt);
    }

    /** The terminations by which the person leaves, or has left. */
    public List<Told> terminations() {
        List<Told> terminations = new ArrayList<>();
        for (Told one : events()) {
            if (one.event().equals(HrEvent.REHIRED)) {
                terminations.clear();
            } else if (one.event().equals(HrEvent.TERMINATION)) {
                terminations.add(one);
            }
        }
        return List.copyOf(terminations);
    }

    /** What took the termination of this receipt away: its withdrawal, else the rehiring after it. */
    public Optional<Told> whatEnded(String receipt) {
        Optional<Told> withdrawal =
                told.stream().filter(one -> receipt.equals(one.withdraws())).findFirst();
        return withdrawal.or(() -> told.stream()
                .dropWhile(one -> !one.receipt().equals(receipt))
                .filter(one -> one.event().equals(HrEvent.REHIRED) && !isWithdrawn(one.receipt()))
                .findFirst());
    }
}
