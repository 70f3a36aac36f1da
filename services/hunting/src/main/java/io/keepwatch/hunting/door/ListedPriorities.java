package io.keepwatch.hunting.door;

import io.keepwatch.hunting.asking.PriorityLists;
import io.keepwatch.hunting.asking.Reason;
import io.keepwatch.hunting.review.Priorities;
import java.util.List;

/** What a review looks at first: the same as statistics do, by the same lists. */
record ListedPriorities(PriorityLists.Judge judge) implements Priorities {
    @Override
    public boolean isTransferTool(String executable) {
        return judge.reasons("executable", executable).contains(Reason.TRANSFER_TOOL);
    }

    @Override
    public Place place(String address) {
        List<Reason> reasons = judge.reasons("remoteIp", address);
        if (reasons.contains(Reason.VPN_ADDRESS)) {
            return Place.VPN;
        }
        if (reasons.contains(Reason.OWN_PUBLIC_SERVER)) {
            return Place.OWN_PUBLIC;
        }
        if (reasons.contains(Reason.OUTSIDE_ADDRESS)) {
            return Place.OUTSIDE;
        }
        return judge.isInternal(address) ? Place.INTERNAL : Place.UNKNOWN;
    }
}
