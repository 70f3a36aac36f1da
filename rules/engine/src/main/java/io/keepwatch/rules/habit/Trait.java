package io.keepwatch.rules.habit;

/** What a person uses or where they are: one of many values, of which most people need few. */
public enum Trait {
    /** Doors that let the person in. */
    DOOR(32),
    BUILDING(8),
    /** Classes of areas, as the keyword lists have them. */
    AREA(4),
    /** Computers logged on to. */
    DEVICE(10),
    /** Removable media. */
    MEDIA(8),
    PRINTER(8),
    /** Addresses that logins came from. */
    ADDRESS(16),
    COUNTRY(8),
    /** Programs, by their names without folder. */
    EXECUTABLE(36),
    /** From one door to another in less time than one walks; see {@code io.keepwatch.rules.badge}. */
    PASSAGE(8);

    private final int capacity;

    Trait(int capacity) {
        this.capacity = capacity;
    }

    /** Most values kept of one person; the record's limit of 4 kB is shared out here. */
    int capacity() {
        return capacity;
    }
}
