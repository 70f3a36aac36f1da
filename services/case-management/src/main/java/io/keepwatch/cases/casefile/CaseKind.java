package io.keepwatch.cases.casefile;

import io.keepwatch.contracts.Alert;
import java.util.Locale;

/** What a case is about. A person has at most one open case of each kind. */
public enum CaseKind {
    INVESTIGATION,
    /** Concern for the person; served to the role {@code welfare} only. */
    WELFARE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of the case that an alert of this route is about. */
    static CaseKind of(Alert.Route route) {
        return switch (route) {
            case INVESTIGATION -> INVESTIGATION;
            case WELFARE -> WELFARE;
        };
    }

    /** Alerts of this route belong to a case of this kind. */
    Alert.Route route() {
        return switch (this) {
            case INVESTIGATION -> Alert.Route.INVESTIGATION;
            case WELFARE -> Alert.Route.WELFARE;
        };
    }

    static CaseKind ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
