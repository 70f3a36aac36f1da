package io.keepwatch.rules.habit;

/** Hours of the week in which a person is seen, each kind with a habit of its own. */
public enum Rhythm {
    /** At doors that let the person in. */
    BADGE,
    /** At computers, by successful logins of the person's own. */
    LOGIN
}
