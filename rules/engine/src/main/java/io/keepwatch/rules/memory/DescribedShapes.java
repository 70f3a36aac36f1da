package io.keepwatch.rules.memory;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the shapes that pages describe. Nearly all pages describe the same few in the same bytes, and reading the names
 * anew was a third of reading a page.
 */
final class DescribedShapes {
    /** More than there are types; beyond them, from pages of other releases, shapes are read each time. */
    private static final int MOST = 64;

    private final MemoryPlan plan;
    private final List<Described> described = new ArrayList<>();

    private record Described(byte[] description, StoredShape shape) {}

    DescribedShapes(MemoryPlan plan) {
        this.plan = plan;
    }

    /** The shape described next. */
    StoredShape read(RecordReader in) {
        for (Described known : described) {
            if (in.skipIfNext(known.description())) {
                return known.shape();
            }
        }
        int begin = in.position();
        StoredShape shape = readNames(in);
        if (described.size() < MOST) {
            described.add(new Described(Arrays.copyOfRange(in.bytes(), begin, in.position()), shape));
        }
        return shape;
    }

    private StoredShape readNames(RecordReader in) {
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
}
