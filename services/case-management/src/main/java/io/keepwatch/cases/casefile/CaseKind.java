package io.keepwatch.cases.casefile;

import java.util.Locale;

/** What a case is about. A person has at most one open case of each kind. */
public enum CaseKind {
    INVESTIGATION,
    /** Concern for the person; served to the role {@code welfare} only. */
    WELFARE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static CaseKind ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
