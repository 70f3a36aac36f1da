package io.keepwatch.rules.engine;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.Identity;

/** What can happen to what we know of a person. */
public sealed interface Input {
    /** The person did something. */
    record Happened(Activity activity) implements Input {}

    /** The person's profile changes as of its {@code validFrom}. */
    record ProfileChanged(Identity identity) implements Input {}

    /** HR said something of the person. */
    record HrSaid(HrEvent event) implements Input {}
}
