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
import io.keepwatch.contracts.Attribute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page being read. */
final class PageReading {
    private final MemoryPlan plan;
    private final RecordReader in;
    private final List<String> knownTexts = new ArrayList<>();
    private final List<StoredShape> knownShapes = new ArrayList<>();

    PageReading(MemoryPlan plan, RecordReader in) {
        this.plan = plan;
        this.in = in;
    }

    Page page(Sections sections) {
        int count = in.count();
        Page page = new Page(plan.windows().size(), count + 1, sections);
        int offset = in.position();
        long second = 0;
        for (int i = 0; i < count; i++) {
            second = entry(second, page);
        }
        page.restored(new EncodedEntries(
                in.bytes(), offset, in.position() - offset, count, page.size(), second, knownTexts, knownShapes));
        return page;
    }

    /** Reads an entry and returns when it was. */
    private long entry(long previousSecond, Page page) {
        StoredShape stored = shape();
        int flags = in.raw();
        long second = previousSecond + in.signed();
        int nano = in.nano();
        String source = requiredText();
        String id = in.text();
        String user = text();
        String host = text();
        Shape shape = stored.shape();
        @Nullable
        Object[] values =
                new @Nullable Object[shape == null ? 0 : shape.attributes().size()];
        int known = 0;
        for (boolean isKnown : stored.known()) {
            Object value = value();
            if (isKnown) {
                values[known++] = value;
            }
        }
        long[] countedUnder = Remembered.NOWHERE;
        if ((flags & COUNTED) != 0) {
            countedUnder = new long[in.count()];
            for (int i = 0; i < countedUnder.length; i++) {
                countedUnder[i] = in.fixed();
            }
        }
        if (shape != null) {
            boolean unresolved = (flags & UNRESOLVED) != 0;
            page.append(new Remembered(second, nano, shape, source, id, user, host, unresolved, values, countedUnder));
        }
        return second;
    }

    private StoredShape shape() {
        int reference = in.index(knownShapes.size() + 1);
        if (reference > 0) {
            return knownShapes.get(reference - 1);
        }
        StoredShape shape = newShape();
        knownShapes.add(shape);
        return shape;
    }

    private StoredShape newShape() {
        ActivityType type = ActivityType.ofWireName(in.text());
        boolean[] known = new boolean[in.count()];
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < known.length; i++) {
            String name = in.text();
            Attribute attribute = type == null ? null : attribute(type, name);
            if (attribute != null) {
                known[i] = true;
                attributes.add(attribute);
            }
        }
        if (type == null) {
            return new StoredShape(null, known);
        }
        Shape current = plan.shape(type);
        return new StoredShape(current.attributes().equals(attributes) ? current : new Shape(type, attributes), known);
    }

    private static @Nullable Attribute attribute(ActivityType type, String jsonName) {
        for (Attribute attribute : type.attributes()) {
            if (attribute.jsonName().equals(jsonName)) {
                return attribute;
            }
        }
        return null;
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
        String text = text();
        if (text == null) {
            throw RecordReader.damaged("a text is missing");
        }
        return text;
    }

    private @Nullable String text() {
        int reference = in.index(knownTexts.size() + FIRST_KNOWN_TEXT);
        if (reference == NULL_TEXT) {
            return null;
        }
        if (reference >= FIRST_KNOWN_TEXT) {
            return knownTexts.get(reference - FIRST_KNOWN_TEXT);
        }
        String text = in.text();
        knownTexts.add(text);
        return text;
    }
}
