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
import static io.keepwatch.rules.memory.PageFormat.UNRESOLVED;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attachment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a stored page: when each was and of what type is known at once, everything else is read when it is asked
 * for. Most activities touch a few entries of a page, and reading all of them is most of what a step costs.
 */
final class StoredEntries {
    private final byte[] bytes;
    private final StoredTexts texts;
    private final int[] offsets;
    private final long[] seconds;
    private final StoredShape[] shapes;
    private final int[] textsBefore;
    private int size;

    /**
     * @param bytes the stored record; not changed
     * @param capacity how many entries there are at most
     */
    StoredEntries(byte[] bytes, StoredTexts texts, int capacity) {
        this.bytes = bytes;
        this.texts = texts;
        offsets = new int[capacity];
        seconds = new long[capacity];
        shapes = new StoredShape[capacity];
        textsBefore = new int[capacity];
    }

    /**
     * The next entry.
     *
     * @param offset where it goes on behind its shape
     * @param textsKnown how many texts were known before it
     */
    void add(int offset, long second, StoredShape shape, int textsKnown) {
        offsets[size] = offset;
        seconds[size] = second;
        shapes[size] = shape;
        textsBefore[size] = textsKnown;
        size++;
    }

    int size() {
        return size;
    }

    long second(int i) {
        return seconds[i];
    }

    ActivityType type(int i) {
        return Objects.requireNonNull(shapes[i].shape()).type();
    }

    /** Reads an entry; {@link PageReading} has made sure that it can be read. */
    Remembered read(int i) {
        return new Reading(i).entry(i);
    }

    private final class Reading {
        private final RecordReader in;
        private int nextText;

        Reading(int i) {
            in = RecordReader.from(bytes, offsets[i]);
            nextText = textsBefore[i];
        }

        Remembered entry(int i) {
            Shape shape = Objects.requireNonNull(shapes[i].shape());
            int flags = in.raw();
            in.signed();
            int nano = in.nano();
            String source = requiredText();
            String id = in.text();
            String user = text();
            String host = text();
            @Nullable Object[] values = new @Nullable Object[shape.attributes().size()];
            int known = 0;
            for (boolean isKnown : shapes[i].known()) {
                Object value = value();
                if (isKnown) {
                    values[known++] = value;
                }
            }
            long[] countedUnder = Remembered.NOWHERE;
            if ((flags & COUNTED) != 0) {
                countedUnder = new long[in.count()];
                for (int at = 0; at < countedUnder.length; at++) {
                    countedUnder[at] = in.fixed();
                }
            }
            boolean unresolved = (flags & UNRESOLVED) != 0;
            return new Remembered(seconds[i], nano, shape, source, id, user, host, unresolved, values, countedUnder);
        }

        private @Nullable Object value() {
            return switch (in.raw()) {
                case ABSENT -> null;
                case FALSE -> Boolean.FALSE;
                case TRUE -> Boolean.TRUE;
                case NUMBER -> in.signed();
                case TEXT -> requiredText();
                case TIME -> Instant.ofEpochSecond(in.signed(), in.nano());
                case TEXTS -> {
                    List<String> list = new ArrayList<>();
                    for (int left = in.count(); left > 0; left--) {
                        list.add(requiredText());
                    }
                    yield List.copyOf(list);
                }
                case ATTACHMENTS -> {
                    List<Attachment> list = new ArrayList<>();
                    for (int left = in.count(); left > 0; left--) {
                        String name = text();
                        list.add(new Attachment(name, in.signed()));
                    }
                    yield List.copyOf(list);
                }
                default -> throw RecordReader.damaged("a value has no kind");
            };
        }

        private String requiredText() {
            return Objects.requireNonNull(text());
        }

        private @Nullable String text() {
            int reference = in.index(texts.size() + FIRST_KNOWN_TEXT);
            if (reference == NULL_TEXT) {
                return null;
            }
            if (reference >= FIRST_KNOWN_TEXT) {
                return texts.get(reference - FIRST_KNOWN_TEXT);
            }
            in.skip(in.count());
            return texts.get(nextText++);
        }
    }
}
