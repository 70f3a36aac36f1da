package io.keepwatch.cases.casefile;

import java.util.Locale;

/** Where a case stands in the SOP's workflow. */
public enum CaseState {
    INITIAL_ASSESSMENT,
    WATCHLIST,
    FORMAL_INVESTIGATION,
    CONTAINMENT,
    EVIDENCE_COLLECTION,
    TIMELINE,
    INTERVIEWS,
    FOLLOW_UP,
    LESSONS_LEARNED,
    CLOSED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static CaseState ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
