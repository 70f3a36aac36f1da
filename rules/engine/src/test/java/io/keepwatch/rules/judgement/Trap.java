package io.keepwatch.rules.judgement;

/** What attack rules reach for: it remembers that code of a rule ran. */
public final class Trap {
    private static volatile boolean sprung;

    private Trap() {}

    public static int spring() {
        sprung = true;
        return 1;
    }

    static boolean isSprung() {
        return sprung;
    }

    static void reset() {
        sprung = false;
    }
}
