package io.keepwatch.notification.hr;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The HR events of the contract, and the details without which there is nothing to act on. */
enum HrEventName {
    RESIGNATION(Ends.BY_POLICY),
    TERMINATION(Ends.BY_POLICY),
    PIP(Ends.BY_HR),
    DISCIPLINARY(Ends.BY_HR),
    POLICY_VIOLATION(Ends.BY_POLICY),
    NEGATIVE_REVIEW(Ends.BY_HR),
    ROLE_CHANGE(Ends.BY_POLICY),
    CONTRACTOR_ONBOARDING(Ends.BY_HR),
    CONTRACT_ENDED(Ends.BY_POLICY),
    MITIGATION(Ends.BY_HR, "reason", "until"),
    WITHDRAWN(Ends.BY_POLICY, "receipt"),
    REHIRED(Ends.BY_POLICY);

    private final Ends ends;
    private final List<String> needed;

    HrEventName(Ends ends, String... needed) {
        this.ends = ends;
        this.needed = List.of(needed);
    }

    /** Who says when it is over. */
    private enum Ends {
        BY_POLICY,
        BY_HR
    }

    /** True if {@code detail.until} ends what the event begins. */
    boolean endsByDetail() {
        return ends == Ends.BY_HR;
    }

    /** Details that must be there. */
    List<String> neededDetails() {
        return needed;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<HrEventName> of(String wireName) {
        return Arrays.stream(values())
                .filter(name -> name.wireName().equals(wireName))
                .findFirst();
    }

    /** All of them, for an answer. */
    static String wireNames() {
        return Arrays.stream(values()).map(HrEventName::wireName).collect(Collectors.joining(", "));
    }
}
