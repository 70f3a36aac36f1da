package io.keepwatch.hunting.review;

/** What deserves a look first, by the lists that the SOC keeps (S1-22 to S1-25). */
public interface Priorities {
    /** Where an address lies. */
    enum Place {
        /** Given to VPN clients. */
        VPN(true),
        /** A server of our own that anybody can reach. */
        OWN_PUBLIC(true),
        OUTSIDE(true),
        INTERNAL(false),
        /** No address that can be read. */
        UNKNOWN(false);

        private final boolean leavesTheHouse;

        Place(boolean leavesTheHouse) {
            this.leavesTheHouse = leavesTheHouse;
        }

        /** Whether data that goes there can be had from outside our own networks. */
        public boolean leavesTheHouse() {
            return leavesTheHouse;
        }
    }

    /**
     * Whether a program carries data to other machines.
     *
     * @param executable its path, or just its name
     */
    boolean isTransferTool(String executable);

    /** @param address as a source wrote it, any text */
    Place place(String address);
}
