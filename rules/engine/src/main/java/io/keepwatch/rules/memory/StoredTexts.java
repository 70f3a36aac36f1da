package io.keepwatch.rules.memory;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The texts that the entries of a page refer to by number, each made when it is first asked for. */
final class StoredTexts {
    private static final int FIRST_CAPACITY = 16;

    private final byte[] bytes;
    private int[] offsets = new int[FIRST_CAPACITY];
    private int[] lengths = new int[FIRST_CAPACITY];
    private @Nullable String[] texts = new @Nullable String[FIRST_CAPACITY];
    private int size;

    /** @param bytes the stored record; not changed */
    StoredTexts(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Of a page that was never stored. */
    StoredTexts() {
        this(new byte[0]);
    }

    int size() {
        return size;
    }

    String get(int number) {
        String text = texts[number];
        if (text == null) {
            text = new String(bytes, offsets[number], lengths[number], StandardCharsets.UTF_8);
            texts[number] = text;
        }
        return text;
    }

    /** The next text stands in the record. */
    void stored(int offset, int length) {
        grow();
        offsets[size] = offset;
        lengths[size] = length;
        size++;
    }

    /**
     * The next text is about to be stored.
     *
     * @param length in UTF-8 bytes
     */
    void add(String text, int length) {
        grow();
        lengths[size] = length;
        texts[size++] = text;
    }

    /** The number of a text, or −1. Few texts are as long, so that hardly any is compared and none is made for it. */
    int numberOf(String text, byte[] utf8) {
        for (int i = 0; i < size; i++) {
            if (lengths[i] == utf8.length && is(i, text, utf8)) {
                return i;
            }
        }
        return -1;
    }

    private boolean is(int number, String text, byte[] utf8) {
        String known = texts[number];
        int offset = offsets[number];
        return known == null
                ? Arrays.equals(bytes, offset, offset + utf8.length, utf8, 0, utf8.length)
                : known.equals(text);
    }

    private void grow() {
        if (size == texts.length) {
            offsets = Arrays.copyOf(offsets, 2 * size);
            lengths = Arrays.copyOf(lengths, 2 * size);
            texts = Arrays.copyOf(texts, 2 * size);
        }
    }
}
