package io.keepwatch.rules.habit;

/**
 * What is unusual about an activity.
 *
 * @param kind its name in {@code rules/model/whole-person.yaml}
 * @param words what it rests on, for somebody who has to decide about a person
 * @param ofTheDay whether it rests on everything of its type that the person did that day, and not on the activity alone
 */
public record HabitFinding(String kind, String words, boolean ofTheDay) {}
