package io.keepwatch.notification.hr;

import java.nio.charset.StandardCharsets;

/** What a person's key looks like, wherever HR names one. */
final class PersonKey {
    private static final int LONGEST = 256;

    /** For an answer. */
    static final String EXPECTED = "expected 1 to " + LONGEST + " characters without blanks around them";

    private PersonKey() {}

    static boolean isOne(String text) {
        return !text.isBlank() && text.equals(text.strip()) && text.length() <= LONGEST && isPrintable(text);
    }

    /** No control characters and no half surrogate pairs. */
    static boolean isPrintable(String text) {
        return text.chars().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
