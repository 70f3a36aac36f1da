package io.keepwatch.rules.badge;

/**
 * What a swipe is.
 *
 * @param event under its name
 * @param evidence whether it speaks for or against anybody; if not, it is only what happened
 * @param words why, for somebody who has to decide about a person
 */
public record BadgeFinding(BadgeEvent event, boolean evidence, String words) {}
