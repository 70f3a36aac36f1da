package io.keepwatch.hunting.asking;

/** Why a value deserves to be looked at before others, the strongest reason first (S1-22 to S1-25). */
public enum Reason {
    /** A program that carries data to another machine. */
    TRANSFER_TOOL("transfer tool", "transfer-tools"),
    /** An address in none of our own networks. */
    OUTSIDE_ADDRESS("outside the internal networks", "internal-networks"),
    /** One of our servers that anybody can reach, where data can be left to be fetched. */
    OWN_PUBLIC_SERVER("own public server", "own-public-servers"),
    /** An address that a VPN client is given. */
    VPN_ADDRESS("VPN address", "vpn-networks");

    private final String description;
    private final String list;

    Reason(String description, String list) {
        this.description = description;
        this.list = list;
    }

    /** A few words for people. */
    public String description() {
        return description;
    }

    /** The list that decides it, by its name in the folder {@code lists} of the rules. */
    public String list() {
        return list;
    }

    /** How much it weighs; more is looked at before less, and a value without a reason weighs 0. */
    public int priority() {
        return values().length - ordinal();
    }
}
