package io.keepwatch.bench.peers.flink;

/**
 * A match on its way to the sink.
 *
 * @param rule the rule's id
 * @param subject the person's key
 * @param second when, in seconds since 1970
 * @param fields what else tells alerts apart
 */
public record FlinkMatch(String rule, String subject, long second, String fields) {}
