package io.keepwatch.ingestion.resolution;

/**
 * Whose an activity is.
 *
 * @param subject a person's key, or {@code account:<source>/<name>} or {@code host:<name>} of nobody known
 * @param unresolved true while {@code subject} is not a known person
 */
public record Owner(String subject, boolean unresolved) {
    static Owner person(String subject) {
        return new Owner(subject, false);
    }

    static Owner account(String source, String name) {
        return new Owner("account:" + source + "/" + name, true);
    }

    static Owner host(String name) {
        return new Owner("host:" + name, true);
    }
}
