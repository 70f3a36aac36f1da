package io.keepwatch.rules.judgement;

/** What a rule's consequence can do, as {@code raise} in {@code rule.drl}. */
public interface Raise {
    /** The condition holds for this activity: it counts on the rule's alert. */
    void alert();

    /** The condition holds for this activity: it says something of the person, and nobody is told. */
    void evidence();
}
