package io.keepwatch.cases.task;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** The programme's policy on tasks; its defaults, which are the SOP's, stand in application.properties and only there. */
@ConfigMapping(prefix = "keepwatch.tasks")
public interface TaskConfig {
    /** How often tasks are looked at whose time has come. */
    Duration every();

    /** The steps of an off-boarding, by name (S2-087 … S2-093); their time runs from the departure. */
    Map<String, Step> offboarding();

    /** The access verifications, by HR's event (S2-096, S2-097); their time runs from the day it takes effect. */
    Map<String, Verification> verification();

    /** The time zones of sites, by the site's name in identities; any other site is in the person's zone. */
    Map<String, ZoneId> siteZones();

    /** Who has to do something, and by when. */
    interface Step {
        /** A department, or {@code manager}: the person's manager, where one is known. */
        String owner();

        /** Who does it where {@code manager} is nobody known; the word {@code manager} itself if absent. */
        Optional<String> otherwise();

        @WithConverter(TermConverter.class)
        Term within();

        /** How long after the deadline the SOC lead is told, after the owner. */
        Duration escalateAfter();

        /** Whether activity after it was done shows that it was not. */
        @WithDefault("false")
        boolean contradictedByActivity();
    }

    /** A verification is a step with a name of its own. */
    interface Verification extends Step {
        String step();
    }
}
