package io.keepwatch.bench.peers;

/** Takes what rules match. */
@FunctionalInterface
public interface Matches {
    /**
     * @param second when it happened, in seconds since 1970
     * @param fields further fields that tell alerts apart, for example {@code /device=USB-1}; empty without
     */
    void matched(SiemRule rule, Person person, long second, String fields);
}
