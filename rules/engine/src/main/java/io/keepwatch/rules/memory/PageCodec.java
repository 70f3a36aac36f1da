package io.keepwatch.rules.memory;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attachment;
import io.keepwatch.contracts.Attribute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pages as bytes. Texts that repeat (accounts, machines, feeds) are written once and then referred to; the shape of an
 * entry – its type and the names of its attributes – likewise, so that a page says by itself what it holds.
 */
final class PageCodec {
    private static final int ENTRIES = 1;

    private static final int UNRESOLVED = 1;
    private static final int COUNTED = 2;

    private static final int ABSENT = 0;
    private static final int FALSE = 1;
    private static final int TRUE = 2;
    private static final int NUMBER = 3;
    private static final int TEXT = 4;
    private static final int TIME = 5;
    private static final int TEXTS = 6;
    private static final int ATTACHMENTS = 7;

    private static final int NULL_TEXT = 0;
    private static final int NEW_TEXT = 1;
    private static final int FIRST_KNOWN_TEXT = 2;

    private final MemoryPlan plan;
    private final RecordWriter record = new RecordWriter();
    private final RecordWriter entries = new RecordWriter();
    private final Map<String, Integer> textNumbers = new HashMap<>();

    PageCodec(MemoryPlan plan) {
        this.plan = plan;
    }

    /** Writes a page, and leaves with it what was written. */
    byte[] write(Page page) {
        EncodedEntries before = page.encoded();
        List<String> texts = before == null ? new ArrayList<>() : before.texts();
        List<StoredShape> shapes = before == null ? new ArrayList<>() : before.shapes();
        long second = before == null ? 0 : before.lastSecond();
        int written = before == null ? 0 : before.entries();
        int stored = (before == null ? 0 : before.stored()) + page.size() - written;
        Writing writing = new Writing(texts, shapes);
        entries.reset();
        for (int i = written; i < page.size(); i++) {
            Remembered entry = page.get(i);
            writing.write(entry, second);
            second = entry.second();
        }
        int kept = before == null ? 0 : before.length();
        Sections.begin(record);
        record.number(ENTRIES);
        record.number(RecordWriter.lengthOf(stored) + kept + entries.size());
        record.number(stored);
        int offset = record.size();
        if (before != null) {
            record.bytes(before.bytes(), before.offset(), kept);
        }
        record.append(entries);
        page.sections().writeUnknown(record);
        byte[] bytes = record.toArray();
        page.encoded(
                new EncodedEntries(bytes, offset, kept + entries.size(), stored, page.size(), second, texts, shapes));
        return bytes;
    }

    /** The part of a page that is being written. */
    private final class Writing {
        private final List<String> texts;
        private final List<StoredShape> shapes;

        Writing(List<String> texts, List<StoredShape> shapes) {
            this.texts = texts;
            this.shapes = shapes;
            textNumbers.clear();
            for (String text : texts) {
                textNumbers.put(text, textNumbers.size());
            }
        }

        private void write(Remembered entry, long previousSecond) {
            writeShape(entry.shape());
            long[] countedUnder = entry.countedUnder();
            entries.raw((entry.unresolved() ? UNRESOLVED : 0) | (countedUnder.length > 0 ? COUNTED : 0));
            entries.signed(entry.second() - previousSecond);
            entries.nano(entry.nano());
            writeText(entry.source());
            entries.text(entry.id());
            writeText(entry.user());
            writeText(entry.host());
            for (Object value : entry.values()) {
                writeValue(value);
            }
            if (countedUnder.length > 0) {
                entries.number(countedUnder.length);
                for (long group : countedUnder) {
                    entries.fixed(group);
                }
            }
        }

        private void writeShape(Shape shape) {
            for (int i = 0; i < shapes.size(); i++) {
                if (shapes.get(i).isExactly(shape)) {
                    entries.number(i + 1);
                    return;
                }
            }
            boolean[] known = new boolean[shape.attributes().size()];
            Arrays.fill(known, true);
            shapes.add(new StoredShape(shape, known));
            entries.number(0);
            entries.text(shape.type().wireName());
            entries.number(shape.attributes().size());
            for (Attribute attribute : shape.attributes()) {
                entries.text(attribute.jsonName());
            }
        }

        private void writeText(@Nullable String text) {
            if (text == null) {
                entries.raw(NULL_TEXT);
                return;
            }
            Integer known = textNumbers.putIfAbsent(text, textNumbers.size());
            if (known != null) {
                entries.number(known + FIRST_KNOWN_TEXT);
            } else {
                texts.add(text);
                entries.raw(NEW_TEXT);
                entries.text(text);
            }
        }

        private void writeValue(@Nullable Object value) {
            switch (value) {
                case null -> entries.raw(ABSENT);
                case Boolean flag -> entries.raw(flag ? TRUE : FALSE);
                case Long number -> {
                    entries.raw(NUMBER);
                    entries.signed(number);
                }
                case String text -> {
                    entries.raw(TEXT);
                    writeText(text);
                }
                case Instant time -> {
                    entries.raw(TIME);
                    entries.time(time.getEpochSecond(), time.getNano());
                }
                case List<?> list -> writeList(list);
                default -> throw new IllegalStateException("no attribute is a " + value.getClass());
            }
        }

        private void writeList(List<?> list) {
            boolean attachments = !list.isEmpty() && list.getFirst() instanceof Attachment;
            entries.raw(attachments ? ATTACHMENTS : TEXTS);
            entries.number(list.size());
            for (Object item : list) {
                if (item instanceof Attachment attachment) {
                    writeText(attachment.name());
                    entries.signed(attachment.bytes());
                } else {
                    writeText(item.toString());
                }
            }
        }
    }

    Page read(byte[] stored) {
        Sections sections = new Sections();
        Page[] page = new Page[1];
        sections.read(stored, (number, section) -> {
            if (number != ENTRIES) {
                return false;
            }
            page[0] = new Reading(section).page(sections);
            return true;
        });
        return page[0] == null ? new Page(plan.windows().size(), 0, sections) : page[0];
    }

    /** One page being read. */
    private final class Reading {
        private final RecordReader in;
        private final List<String> knownTexts = new ArrayList<>();
        private final List<StoredShape> knownShapes = new ArrayList<>();

        Reading(RecordReader in) {
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
                page.append(
                        new Remembered(second, nano, shape, source, id, user, host, unresolved, values, countedUnder));
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
            return new StoredShape(
                    current.attributes().equals(attributes) ? current : new Shape(type, attributes), known);
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
}
