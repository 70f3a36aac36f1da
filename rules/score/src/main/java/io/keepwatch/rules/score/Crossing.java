package io.keepwatch.rules.score;

import java.time.Instant;

/**
 * A change of band that comes by time alone.
 *
 * @param at when the new band begins, to the millisecond
 */
public record Crossing(Instant at, Band from, Band to) {}
