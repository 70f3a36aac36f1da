package io.keepwatch.rules.habit;

/**
 * The hours of several people, each person counting the same.
 *
 * @param people how many
 * @param shares for each hour of the week the sum of their shares, each person's being {@link PeerHabit#WHOLE} in all
 */
record PeerHours(int people, long[] shares) {
    static final PeerHours NONE = new PeerHours(0, new long[Hours.CELLS]);

    static PeerHours of(Hours hours) {
        long weight = hours.weight();
        long[] shares = new long[Hours.CELLS];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = hours.cells[i] * PeerHabit.WHOLE / weight;
        }
        return new PeerHours(1, shares);
    }

    PeerHours merge(PeerHours other) {
        return plus(other, 1);
    }

    PeerHours without(PeerHours part) {
        return plus(part, -1);
    }

    private PeerHours plus(PeerHours other, int sign) {
        long[] sums = new long[Hours.CELLS];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Math.max(0, shares[i] + sign * other.shares[i]);
        }
        return new PeerHours(Math.max(0, people + sign * other.people), sums);
    }
}
