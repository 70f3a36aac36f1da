package io.keepwatch.evaluator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the rules come from and what a set must bring along, as {@code keepwatch.rules.*}. */
@ConfigMapping(prefix = "keepwatch.rules")
public interface RulesConfig {
    /** The directory the rules are read from and watched in; without it, the set that was packaged with this service. */
    Optional<Path> dir();

    /** The Git commit the rules were made from, where the directory has no file {@code COMMIT} that says so. */
    Optional<String> commit();

    /** How often the directory is looked at. */
    @WithDefault("1s")
    Duration poll();

    /** How many approvers, none of them the author, must have signed a set; 0 to ask for none. */
    @WithDefault("0")
    int approvals();

    /**
     * The approvers' public keys, one {@code <name>.pem} each; without it, the folder {@code approvers} of the set that
     * was approved last, and of the first one its own. Where approvals are to mean something, a volume of its own.
     */
    Optional<Path> approversDirectory();
}
