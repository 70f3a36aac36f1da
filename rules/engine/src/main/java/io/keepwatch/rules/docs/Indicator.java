package io.keepwatch.rules.docs;

/** The behavioural indicators of the insider-threat programme (S2-005 … S2-017), in its order. */
enum Indicator {
    DATA_OUTSIDE_ROLE("Access to data outside the role"),
    BULK_COPY("Bulk download, or copy to removable media"),
    AFTER_HOURS("After-hours access to sensitive systems"),
    MAIL_TO_PRIVATE_ACCOUNT("Mail to private accounts with attachments"),
    DISABLED_CONTROLS("Disabled security controls"),
    UNAUTHORISED_CLOUD("Unauthorised upload to cloud storage"),
    DEPARTED_PERSONS_DATA("Access to a departed person's data"),
    FAILED_ACCESS("Frequent failed access"),
    LARGE_PRINT("Printing of large volumes"),
    VPN_PLACE("VPN from an unusual place"),
    PRIVILEGE_REQUESTS("Requests for more privilege"),
    OUTSIDE_PATTERN("Work outside the normal pattern"),
    EXCESSIVE_TOOLS("Excessive use of tools");

    private static final int LAST_HIGH = 7;

    private final String title;

    Indicator(String title) {
        this.title = title;
    }

    int number() {
        return ordinal() + 1;
    }

    String title() {
        return title;
    }

    String indicatorClass() {
        return number() <= LAST_HIGH ? "high" : "medium";
    }
}
