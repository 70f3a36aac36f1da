package io.keepwatch.rules.memory;

/** The numbers in a stored page: flags of an entry, kinds of value, references to texts. Never reused for anything else. */
final class PageFormat {
    static final int UNRESOLVED = 1;
    static final int COUNTED = 2;

    static final int ABSENT = 0;
    static final int FALSE = 1;
    static final int TRUE = 2;
    static final int NUMBER = 3;
    static final int TEXT = 4;
    static final int TIME = 5;
    static final int TEXTS = 6;
    static final int ATTACHMENTS = 7;

    static final int NULL_TEXT = 0;
    static final int NEW_TEXT = 1;
    static final int FIRST_KNOWN_TEXT = 2;

    private PageFormat() {}
}
