package io.keepwatch.hunting.store;

import java.util.function.Consumer;

/** A set of 128-bit keys in two flat arrays. The key 0/0, which no activity has in practice, is kept beside them. */
final class KeySet {
    private static final int SMALLEST = 1 << 10;

    private long[] keys = new long[2 * SMALLEST];
    private int size;
    private boolean zero;

    int size() {
        return size + (zero ? 1 : 0);
    }

    boolean contains(ActivityKey key) {
        return isZero(key) ? zero : at(keys, key.high(), key.low()) < 0;
    }

    /** False if it was there already. */
    boolean add(ActivityKey key) {
        if (isZero(key)) {
            boolean added = !zero;
            zero = true;
            return added;
        }
        int at = at(keys, key.high(), key.low());
        if (at < 0) {
            return false;
        }
        keys[at] = key.high();
        keys[at + 1] = key.low();
        size++;
        // At most two thirds full.
        if (size > keys.length / 3) {
            grow();
        }
        return true;
    }

    void forEach(Consumer<ActivityKey> taker) {
        if (zero) {
            taker.accept(new ActivityKey(0, 0));
        }
        for (int i = 0; i < keys.length; i += 2) {
            if ((keys[i] | keys[i + 1]) != 0) {
                taker.accept(new ActivityKey(keys[i], keys[i + 1]));
            }
        }
    }

    private void grow() {
        long[] wider = new long[Math.multiplyExact(keys.length, 2)];
        for (int i = 0; i < keys.length; i += 2) {
            if ((keys[i] | keys[i + 1]) != 0) {
                int at = at(wider, keys[i], keys[i + 1]);
                wider[at] = keys[i];
                wider[at + 1] = keys[i + 1];
            }
        }
        keys = wider;
    }

    /** Where the key would go, or, if it is there, a negative number. Keys are hashes: their bits are as good as any. */
    private static int at(long[] keys, long high, long low) {
        int mask = keys.length - 1;
        int at = (int) (low << 1) & mask;
        while ((keys[at] | keys[at + 1]) != 0) {
            if (keys[at] == high && keys[at + 1] == low) {
                return ~at;
            }
            at = (at + 2) & mask;
        }
        return at;
    }

    private static boolean isZero(ActivityKey key) {
        return (key.high() | key.low()) == 0;
    }
}
