package io.keepwatch.cases.programme;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** Within which time something has to have happened to count. */
@ConfigMapping(prefix = "keepwatch.programme")
public interface ProgrammeConfig {
    /** After a departure, for HR to have told us of it: the accounts have to be disabled within the same time. */
    Duration departureToldWithin();

    /** After any other event, for HR to have told us. */
    Duration eventToldWithin();

    /** After a monitoring period could begin, for the confirmation to have reached HR. */
    Duration confirmedWithin();
}
