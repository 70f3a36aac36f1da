package io.keepwatch.rules.badge;

/**
 * What kind of place is behind a door.
 *
 * @param kind what it is for
 * @param roof whether it leads to the roof
 */
public record Area(Kind kind, boolean roof) {
    /** Of a door that no keyword names. */
    public static final Area UNKNOWN = new Area(Kind.OTHER, false);

    /** What an area is for. Of several that a door's name speaks of, the first. */
    public enum Kind {
        /** S3-22. */
        SENSITIVE,
        /** S3-24. */
        RECREATIONAL,
        /** S3-23. */
        COMMON,
        /** No keyword says. */
        OTHER
    }
}
