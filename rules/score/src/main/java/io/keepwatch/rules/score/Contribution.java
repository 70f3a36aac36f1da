package io.keepwatch.rules.score;

/**
 * What one finding contributed to a score.
 *
 * @param counting whether and why it counts
 * @param rank its place in its family on the node, from 1; 0 where it does not count
 * @param remaining what time has left of it, from 1 to 0
 * @param weight what it adds to the log-likelihood ratio of its own node, in nats: faded, and less where it repeats;
 *     negative where it speaks against the node
 * @param points what it added to the score; the points of all findings and multipliers and the prior sum to the score
 */
public record Contribution(
        Evidence evidence, Counting counting, int rank, double remaining, double weight, double points) {}
