package io.keepwatch.rules.memory;

import static io.keepwatch.rules.memory.PageFormat.ABSENT;
import static io.keepwatch.rules.memory.PageFormat.ATTACHMENTS;
import static io.keepwatch.rules.memory.PageFormat.COUNTED;
import static io.keepwatch.rules.memory.PageFormat.FALSE;
import static io.keepwatch.rules.memory.PageFormat.FIRST_KNOWN_TEXT;
import static io.keepwatch.rules.memory.PageFormat.NULL_TEXT;
import static io.keepwatch.rules.memory.PageFormat.NUMBER;
import static io.keepwatch.rules.memory.PageFormat.TEXT;
import static io.keepwatch.rules.memory.PageFormat.TEXTS;
import static io.keepwatch.rules.memory.PageFormat.TIME;
import static io.keepwatch.rules.memory.PageFormat.TRUE;

import java.util.ArrayList;
import java.util.List;

/**
 * One page being read: where its entries begin, and that each can be read to its end. What they say is left to
 * {@link StoredEntries}.
 */
final class PageReading {
    private final MemoryPlan plan;
    private final DescribedShapes described;
    private final RecordReader in;
    private final StoredTexts texts;
    private final List<StoredShape> knownShapes = new ArrayList<>();

    PageReading(MemoryPlan plan, DescribedShapes described, RecordReader in) {
        this.plan = plan;
        this.described = described;
        this.in = in;
        texts = new StoredTexts(in.bytes());
    }

    Page page(Sections sections) {
        int count = in.count();
        StoredEntries entries = new StoredEntries(in.bytes(), texts, count);
        int offset = in.position();
        long second = 0;
        for (int i = 0; i < count; i++) {
            second = entry(second, entries);
        }
        EncodedEntries encoded = new EncodedEntries(
                in.bytes(), offset, in.position() - offset, count, entries.size(), second, texts, knownShapes);
        return new Page(plan.windows().size(), sections, entries, encoded);
    }

    /** Passes over an entry and returns when it was; one of a type that we do not know is no entry. */
    private long entry(long previousSecond, StoredEntries entries) {
        StoredShape shape = shape();
        int begin = in.position();
        int textsBefore = texts.size();
        int flags = in.raw();
        long second = previousSecond + in.signed();
        in.nano();
        requiredText();
        in.skip(in.count());
        text();
        text();
        for (int left = shape.known().length; left > 0; left--) {
            value();
        }
        if ((flags & COUNTED) != 0) {
            in.skip(Long.BYTES * in.count());
        }
        if (shape.shape() != null) {
            entries.add(begin, second, shape, textsBefore);
        }
        return second;
    }

    private StoredShape shape() {
        int reference = in.index(knownShapes.size() + 1);
        if (reference > 0) {
            return knownShapes.get(reference - 1);
        }
        StoredShape shape = described.read(in);
        knownShapes.add(shape);
        return shape;
    }

    private void value() {
        switch (in.raw()) {
            case ABSENT, FALSE, TRUE -> {}
            case NUMBER -> in.signed();
            case TEXT -> requiredText();
            case TIME -> {
                in.signed();
                in.nano();
            }
            case TEXTS -> {
                for (int left = in.count(); left > 0; left--) {
                    requiredText();
                }
            }
            case ATTACHMENTS -> {
                for (int left = in.count(); left > 0; left--) {
                    text();
                    in.signed();
                }
            }
            default -> throw RecordReader.damaged("a value has no kind");
        }
    }

    private void requiredText() {
        if (!text()) {
            throw RecordReader.damaged("a text is missing");
        }
    }

    /** @return whether there is one */
    private boolean text() {
        int reference = in.index(texts.size() + FIRST_KNOWN_TEXT);
        if (reference != NULL_TEXT && reference < FIRST_KNOWN_TEXT) {
            int length = in.count();
            texts.stored(in.position(), length);
            in.skip(length);
        }
        return reference != NULL_TEXT;
    }
}
