package io.keepwatch.rules.memory;

import java.util.List;

/**
 * The entries of a page as they are stored, kept with the page: what is put behind them is written behind them, so that
 * storing a growing page costs what is new in it.
 *
 * @param bytes a stored record; not changed
 * @param offset where the entries begin in it
 * @param length how many bytes they take
 * @param stored how many entries these are, those included that this release could not read
 * @param entries how many entries of the page they stand for
 * @param lastSecond when the last of them was
 * @param texts the texts they refer to, in the order they were first written
 * @param shapes their shapes, likewise
 */
record EncodedEntries(
        byte[] bytes,
        int offset,
        int length,
        int stored,
        int entries,
        long lastSecond,
        StoredTexts texts,
        List<StoredShape> shapes) {}
