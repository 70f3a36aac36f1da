package io.keepwatch.rules.memory;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attachment;
import io.keepwatch.contracts.Attribute;
import java.time.Instant;
import java.util.ArrayList;
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
    private final Map<String, Integer> texts = new HashMap<>();
    private final List<Shape> shapes = new ArrayList<>();

    PageCodec(MemoryPlan plan) {
        this.plan = plan;
    }

    byte[] write(Page page) {
        entries.reset();
        texts.clear();
        shapes.clear();
        entries.number(page.size());
        long second = 0;
        for (int i = 0; i < page.size(); i++) {
            Remembered entry = page.get(i);
            write(entry, second);
            second = entry.second();
        }
        Sections.begin(record);
        Sections.write(record, ENTRIES, entries);
        page.sections().writeUnknown(record);
        return record.toArray();
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
        int known = shapes.indexOf(shape);
        if (known >= 0) {
            entries.number(known + 1);
            return;
        }
        shapes.add(shape);
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
        Integer known = texts.putIfAbsent(text, texts.size());
        if (known != null) {
            entries.number(known + FIRST_KNOWN_TEXT);
        } else {
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
        private final List<Shape> knownShapes = new ArrayList<>();

        Reading(RecordReader in) {
            this.in = in;
        }

        Page page(Sections sections) {
            int count = in.count();
            Page page = new Page(plan.windows().size(), count + 1, sections);
            long second = 0;
            for (int i = 0; i < count; i++) {
                Remembered entry = entry(second);
                second = entry.second();
                page.append(entry);
            }
            return page;
        }

        private Remembered entry(long previousSecond) {
            Shape shape = shape();
            int flags = in.raw();
            long second = previousSecond + in.signed();
            int nano = in.nano();
            String source = requiredText();
            String id = in.text();
            String user = text();
            String host = text();
            @Nullable Object[] values = new @Nullable Object[shape.attributes().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value();
            }
            long[] countedUnder = Remembered.NOWHERE;
            if ((flags & COUNTED) != 0) {
                countedUnder = new long[in.count()];
                for (int i = 0; i < countedUnder.length; i++) {
                    countedUnder[i] = in.fixed();
                }
            }
            boolean unresolved = (flags & UNRESOLVED) != 0;
            return new Remembered(second, nano, shape, source, id, user, host, unresolved, values, countedUnder);
        }

        private Shape shape() {
            int reference = in.index(knownShapes.size() + 1);
            if (reference > 0) {
                return knownShapes.get(reference - 1);
            }
            Shape shape = newShape();
            knownShapes.add(shape);
            return shape;
        }

        private Shape newShape() {
            String name = in.text();
            ActivityType type = ActivityType.ofWireName(name);
            if (type == null) {
                throw RecordReader.damaged("there is no activity type " + name);
            }
            List<Attribute> attributes = new ArrayList<>();
            for (int left = in.count(); left > 0; left--) {
                attributes.add(attribute(type, in.text()));
            }
            Shape current = plan.shape(type);
            return current.attributes().equals(attributes) ? current : new Shape(type, attributes);
        }

        private static Attribute attribute(ActivityType type, String jsonName) {
            for (Attribute attribute : type.attributes()) {
                if (attribute.jsonName().equals(jsonName)) {
                    return attribute;
                }
            }
            throw RecordReader.damaged(type.wireName() + " has no attribute " + jsonName);
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
