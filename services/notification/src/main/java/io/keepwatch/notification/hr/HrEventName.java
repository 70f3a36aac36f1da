package io.keepwatch.notification.hr;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The HR events of the contract, and which of them this release acts on. */
enum HrEventName {
    RESIGNATION(true),
    TERMINATION(false),
    PIP(false),
    DISCIPLINARY(false),
    POLICY_VIOLATION(false),
    NEGATIVE_REVIEW(false),
    ROLE_CHANGE(false),
    CONTRACTOR_ONBOARDING(false),
    CONTRACT_ENDED(false),
    MITIGATION(false),
    WITHDRAWN(false),
    REHIRED(false);

    private final boolean accepted;

    HrEventName(boolean accepted) {
        this.accepted = accepted;
    }

    boolean accepted() {
        return accepted;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<HrEventName> of(String wireName) {
        return Arrays.stream(values())
                .filter(name -> name.wireName().equals(wireName))
                .findFirst();
    }

    /** The accepted events, for an answer. */
    static String acceptedNames() {
        return Arrays.stream(values())
                .filter(HrEventName::accepted)
                .map(HrEventName::wireName)
                .collect(Collectors.joining(", "));
    }
}
