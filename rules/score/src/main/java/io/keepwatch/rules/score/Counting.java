package io.keepwatch.rules.score;

/** Whether and why a finding counts at an instant. */
public enum Counting {
    /** It counts with what is left of it. */
    COUNTS,
    /** It counts less, because it is not the first of its family on its node. */
    REPEATS,
    /** It counts nothing: a stronger finding on the node rests on the same activities (R19). */
    SAME_ACTIVITY,
    /** It counts nothing: a more specific finding tells of the same activity (B09). */
    REPLACED,
    /** It counts nothing: ten half-lives are over. */
    FADED,
    /** It counts nothing yet: it lies ahead of the instant that was asked for. */
    AHEAD,
    /** It counts nothing: the model has no such node. */
    UNKNOWN_NODE
}
