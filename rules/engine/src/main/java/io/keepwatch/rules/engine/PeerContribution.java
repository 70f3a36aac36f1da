package io.keepwatch.rules.engine;

import io.keepwatch.rules.habit.PeerHabit;

/**
 * One person's part of what is usual for their peers.
 *
 * @param group their peer group; empty where nothing tells
 * @param habit what is usual for them
 */
public record PeerContribution(String group, PeerHabit habit) {}
