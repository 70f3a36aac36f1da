package io.keepwatch.rules.calibration;

import io.keepwatch.rules.proof.Scene;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens to invented people, and what their scores must be then.
 *
 * @param id the scenario's, for example {@code R03}
 * @param story what happens, in a sentence
 * @param where file and line
 * @param scene what happens
 * @param readings when who is looked at
 */
record Scenario(String id, String story, String where, Scene scene, List<Reading> readings) {
    Scenario {
        readings = List.copyOf(readings);
    }

    /**
     * A look at somebody.
     *
     * @param name the scenario's id, and what tells it from the others of the scenario
     * @param where file and line
     * @param subject the person's key
     * @param at the instant; everything that was ever known counts
     * @param node the node of the model whose probability is read, in percent; null for the score
     * @param limits what the value must keep to
     * @param leading the category that must be the likeliest of those that are not benign; null for any
     */
    record Reading(
            String name,
            String where,
            String subject,
            Instant at,
            @Nullable String node,
            List<Limit> limits,
            @Nullable String leading) {
        Reading {
            limits = List.copyOf(limits);
        }
    }
}
