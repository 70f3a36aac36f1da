package io.keepwatch.cases.alert;

import java.util.Locale;

/** What became of an alert (S1-10): a remediation state apart from the case's. */
public enum AlertStatus {
    OPEN,
    ACKNOWLEDGED,
    REMEDIATED,
    DISMISSED;

    /** As it stands in the contract and in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Nothing is left to do about it. */
    boolean isClosed() {
        return this == REMEDIATED || this == DISMISSED;
    }

    static AlertStatus ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
