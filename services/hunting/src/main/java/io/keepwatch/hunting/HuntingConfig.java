package io.keepwatch.hunting;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
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

    /** The bucket that has the files, if they are to lie in one; then the directory is its mirror. */
    S3 s3();

    /** A bucket of an S3-compatible object store. Credentials are none of the settings: they are in the environment. */
    interface S3 {
        /** Its name; without one the files lie in the directory and nowhere else. */
        Optional<String> bucket();

        /** The object store; without it, Amazon's of the region. */
        Optional<URI> endpoint();

        /** What all keys begin with, without a slash at its end. */
        Optional<String> prefix();

        /** What requests are signed for. */
        @WithDefault("us-east-1")
        String region();

        /** Whether the bucket stands in the path instead of the host name. */
        @WithDefault("false")
        boolean pathStyle();

        /** Whether the endpoint may do without TLS. */
        @WithDefault("false")
        boolean plainHttp();
    }

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
