package io.keepwatch.rules.memory;

import static io.keepwatch.rules.memory.PageFormat.ABSENT;
import static io.keepwatch.rules.memory.PageFormat.ATTACHMENTS;
import static io.keepwatch.rules.memory.PageFormat.COUNTED;
import static io.keepwatch.rules.memory.PageFormat.FALSE;
import static io.keepwatch.rules.memory.PageFormat.FIRST_KNOWN_TEXT;
import static io.keepwatch.rules.memory.PageFormat.NEW_TEXT;
import static io.keepwatch.rules.memory.PageFormat.NULL_TEXT;
import static io.keepwatch.rules.memory.PageFormat.NUMBER;
import static io.keepwatch.rules.memory.PageFormat.TEXT;
import static io.keepwatch.rules.memory.PageFormat.TEXTS;
import static io.keepwatch.rules.memory.PageFormat.TIME;
import static io.keepwatch.rules.memory.PageFormat.TRUE;
import static io.keepwatch.rules.memory.PageFormat.UNRESOLVED;

import io.keepwatch.contracts.Attachment;
import io.keepwatch.contracts.Attribute;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pages as bytes. Texts that repeat (accounts, machines, feeds) are written once and then referred to; the shape of an
 * entry – its type and the names of its attributes – likewise, so that a page says by itself what it holds.
 */
final class PageCodec {
    private static final int ENTRIES = 1;

    private final MemoryPlan plan;
    private final RecordWriter record = new RecordWriter();
    private final RecordWriter entries = new RecordWriter();
    private final DescribedShapes described;

    PageCodec(MemoryPlan plan) {
        this.plan = plan;
        this.described = new DescribedShapes(plan);
    }

    /** Writes a page, and leaves with it what was written. */
    byte[] write(Page page) {
        EncodedEntries before = page.encoded();
        StoredTexts texts = before == null ? new StoredTexts() : before.texts();
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
        private final StoredTexts texts;
        private final List<StoredShape> shapes;

        Writing(StoredTexts texts, List<StoredShape> shapes) {
            this.texts = texts;
            this.shapes = shapes;
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
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            int known = texts.numberOf(text, utf8);
            if (known >= 0) {
                entries.number(known + FIRST_KNOWN_TEXT);
            } else {
                texts.add(text, utf8.length);
                entries.raw(NEW_TEXT);
                entries.text(utf8);
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
            page[0] = new PageReading(plan, described, section).page(sections);
            return true;
        });
        return page[0] == null ? new Page(plan.windows().size(), 0, sections) : page[0];
    }
}
