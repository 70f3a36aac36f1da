package io.keepwatch.hunting;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What this service is told, as {@code keepwatch.hunting.*}. */
@ConfigMapping(prefix = "keepwatch.hunting")
public interface HuntingConfig {
    /** The brokers. */
    String bootstrapServers();

    /** Where the files of activities lie: a volume of this instance's own. */
    Path directory();

    /** The mounted rules, for their lists of tools and networks; without it nothing is ranked first. */
    Optional<Path> rules();

    /** Days of event time that are kept (S1-27). */
    @WithDefault("400")
    int retentionDays();

    /** How often activities older than that are looked for. */
    @WithDefault("1h")
    Duration expireEvery();

    /** A file with the subjects on legal hold, one a line: theirs are kept whatever their age. */
    Optional<Path> holds();

    /** How long an accepted activity waits at most before it can be found. */
    @WithDefault("5s")
    Duration flushAfter();

    /** Activities that are written at once at most. */
    @WithDefault("200000")
    int flushRows();

    /** Bytes beside the heap for all questions together. */
    @WithDefault("536870912")
    long questionMemory();

    /** Threads that work on questions. */
    @WithDefault("2")
    int questionThreads();

    /** After which a question is ended. */
    @WithDefault("20s")
    Duration questionTime();

    /** Questions that are answered at once; more are sent away. */
    @WithDefault("32")
    int questionsAtOnce();

    /** After which an export is ended, with sending it. */
    @WithDefault("30m")
    Duration exportTime();

    /** Activities that an export has at most. */
    @WithDefault("10000000")
    int largestExport();

    /** Where exports are made that cannot be sent as they are read. */
    Path scratch();

    /** How long a look waits for its entry in the audit trail. */
    @WithDefault("5s")
    Duration auditWithin();

    /** Further settings of the Kafka clients by their own names, security above all. */
    Map<String, String> kafka();
}
