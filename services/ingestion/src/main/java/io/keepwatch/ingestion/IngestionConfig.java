package io.keepwatch.ingestion;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The limits of the doors, each in one place. */
@ConfigMapping(prefix = "keepwatch.ingestion")
public interface IngestionConfig {

    /** Bytes a line (an element of a list) may have. */
    @WithDefault("1000000")
    int longestLine();

    /** Bytes a request may hold after unpacking. */
    @WithDefault("2000000000")
    long largestBody();

    /** How far ahead of the domain clock an activity's time may be: clocks differ, and nobody knows the future. */
    @WithDefault("PT10M")
    Duration aheadAllowance();

    /** Requests that are read at a time; more wait for {@link #patience()} and are then answered 429. */
    @WithDefault("64")
    int concurrentRequests();

    /** Bytes that may be on their way to Kafka, over all requests. */
    @WithDefault("48M")
    MemorySize inFlight();

    /** How long a request waits for a place, or for room on the way to Kafka, before it is answered 429. */
    @WithDefault("PT2S")
    Duration patience();

    /** What a 429 or 503 asks its sender to wait. */
    @WithDefault("PT5S")
    Duration retryAfter();

    /** How long a record may take to become durable before its request is answered 503. */
    @WithDefault("PT20S")
    Duration deliveryTimeout();

    /** How long records wait for company on their way to Kafka. */
    @WithDefault("PT0.005S")
    Duration linger();

    /** How far back a start reads the activity topic, to know who works where and which feeds are alive. */
    @WithDefault("PT12H")
    Duration readBack();

    /** How many records of each partition that reading takes at most; it delays readiness. */
    @WithDefault("100000")
    long readBackRecords();

    /** A feed is never called silent before this, however dense it is. */
    @WithDefault("PT1M")
    Duration shortestSilence();

    /** This instance among those of the service, the same after a restart. */
    String instance();
}
