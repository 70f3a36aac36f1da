package io.keepwatch.rules.engine;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.Snooze;
import java.time.Instant;
import java.util.List;

/** What can happen to what we know of a person. */
public sealed interface Input {
    /** The person did something. */
    record Happened(Activity activity) implements Input {}

    /**
     * Something else than a rule found this in an activity that was counted: an analysis beside the rules, or a case that
     * says what such an analysis would have found.
     *
     * @param activity the activity
     * @param kind a kind of the model
     */
    record Found(Activity activity, String kind) implements Input {}

    /** The person's profile changes as of its {@code validFrom}. */
    record ProfileChanged(Identity identity) implements Input {}

    /** What analysts snoozed of the person is now this, and nothing else. */
    record Snoozed(List<Snooze> snoozes) implements Input {
        public Snoozed {
            snoozes = List.copyOf(snoozes);
        }
    }

    /** HR said something of the person. */
    record HrSaid(HrEvent event) implements Input {}

    /** Time has come to what an {@link Outcome#due()} announced; handled as of then, however late it is noticed. */
    record Tick(Instant due) implements Input {}
}
