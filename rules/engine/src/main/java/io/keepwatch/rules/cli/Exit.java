package io.keepwatch.rules.cli;

/** What the command line answers to the shell. */
final class Exit {
    static final int OK = 0;
    /** Cases failed, or the rule set is refused. */
    static final int FAILED = 1;
    /** The command was not understood, or a file cannot be read. */
    static final int USAGE = 2;
    /** Everything readable was judged, but some lines were not. */
    static final int SOME_REJECTED = 3;

    private Exit() {}
}
