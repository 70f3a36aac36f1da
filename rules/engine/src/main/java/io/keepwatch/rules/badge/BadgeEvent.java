package io.keepwatch.rules.badge;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a swipe can be, under the names of the source document; {@code rules/model/whole-person.yaml} weighs them. */
public enum BadgeEvent {
    /** Feeds the habit and is never evidence. */
    ACCESS_AUTHORIZED("AccessAuthorized"),
    UNUSUAL_ACCESS_AUTHORIZED_TIME("UnusualAccessAuthorizedTime"),
    UNUSUAL_ACCESS_AUTHORIZED_LOCATION("UnusualAccessAuthorizedLocation"),
    UNUSUAL_COMMON_AREA_ACCESS_AUTHORIZED_TIME("UnusualCommonAreaAccessAuthorizedTime"),
    UNUSUAL_COMMON_AREA_ACCESS_AUTHORIZED_LOCATION("UnusualCommonAreaAccessAuthorizedLocation"),
    UNUSUAL_SENSITIVE_AREA_ACCESS_AUTHORIZED_TIME("UnusualSensitiveAreaAccessAuthorizedTime"),
    UNUSUAL_SENSITIVE_AREA_ACCESS_AUTHORIZED_LOCATION("UnusualSensitiveAreaAccessAuthorizedLocation"),
    BADGE_ERROR("BadgeError"),
    UNUSUAL_BADGE_ERROR_TIME("UnusualBadgeErrorTime"),
    UNUSUAL_BADGE_ERROR_LOCATION("UnusualBadgeErrorLocation"),
    EXCESSIVE_BADGE_ERROR_LOST_OR_EXPIRED("ExcessiveBadgeErrorLostOrExpired"),
    BADGE_ERROR_INSUFF_CLEARANCE("BadgeErrorInsuffClearance"),
    EXCESSIVE_BADGE_ERROR_INSUFF_CLEARANCE("ExcessiveBadgeErrorInsuffClearance"),
    UNUSUAL_BADGE_ERROR_INSUFF_CLEARANCE("UnusualBadgeErrorInsuffClearance"),
    UNUSUAL_BADGE_ERROR_INSUFF_CLEARANCE_SENSITIVE_AREA_TIME("UnusualBadgeErrorInsuffClearanceSensitiveAreaTime"),
    /** Described without a name: five times within one minute. */
    REPEATED_BADGE_ERROR_INSUFF_CLEARANCE_SENSITIVE_AREA("RepeatedBadgeErrorInsuffClearanceSensitiveArea"),
    /** Described without a name: a pattern of infractions. */
    EXCESSIVE_SECURITY_RULE_INFRACTIONS("ExcessiveSecurityRuleInfractions"),
    /** Described without a name. */
    MORE_RECREATION_THAN_PEERS("MoreRecreationThanPeers"),
    /** Described without a name. */
    LESS_RECREATION_THAN_PEERS("LessRecreationThanPeers"),
    /** Described without a name. */
    ROOF_ACCESS("RoofAccess"),
    /** Ours: out of a place that the badge had left already. */
    IMPOSSIBLE_EXIT("ImpossibleBadgeExit"),
    /** Ours: in two buildings at once. */
    IMPOSSIBLE_BUILDINGS("ImpossibleBadgeBuildings"),
    /** Ours: through two doors faster than one walks. */
    IMPOSSIBLE_DOORS("ImpossibleBadgeDoors");

    /** Other names by which the source document calls the same. */
    private static final Map<String, BadgeEvent> ALIASES = Map.of(
            "UnusualAccessAuthorizedCommonAreaTime", UNUSUAL_COMMON_AREA_ACCESS_AUTHORIZED_TIME,
            "UnusualBadgeAccessTime", UNUSUAL_ACCESS_AUTHORIZED_TIME,
            "UnusualBadgeAccessLocation", UNUSUAL_ACCESS_AUTHORIZED_LOCATION);

    private final String documentName;

    BadgeEvent(String documentName) {
        this.documentName = documentName;
    }

    /** For example {@code UnusualAccessAuthorizedTime}. */
    public String documentName() {
        return documentName;
    }

    /** The event that the document calls so, by any of its names. */
    public static Optional<BadgeEvent> named(String name) {
        return Stream.of(values())
                .filter(event -> event.documentName.equals(name))
                .findFirst()
                .or(() -> Optional.ofNullable(ALIASES.get(name)));
    }
}
