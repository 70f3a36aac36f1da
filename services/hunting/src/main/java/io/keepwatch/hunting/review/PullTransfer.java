package io.keepwatch.hunting.review;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An inbound transfer that names nobody we know, and who may have held the other end (S1-26).
 *
 * @param host where data was pulled from
 * @param bytes 0 where unknown
 * @param candidates at least one, the likeliest first
 * @param note what several candidates mean; null if there is one
 */
public record PullTransfer(
        ActivityKey activity,
        @Nullable String host,
        @Nullable String executable,
        @Nullable String remoteIp,
        long remotePort,
        @Nullable String session,
        long bytes,
        List<Candidate> candidates,
        @Nullable String note) {
    public PullTransfer {
        candidates = List.copyOf(candidates);
    }

    /**
     * Somebody who held the address or the session then.
     *
     * @param confidence high, medium or low
     */
    public record Candidate(String subject, String confidence, List<Reason> reasons) {
        public Candidate {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Why.
     *
     * @param sentence in plain words
     * @param account of the person, as the source knows it
     * @param activity what it rests on
     */
    public record Reason(String sentence, @Nullable String account, ActivityKey activity) {}
}
