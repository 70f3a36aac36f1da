package io.keepwatch.rules.memory;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import java.util.List;

/**
 * Which attributes of an activity are remembered. New entries have the shape the rule set asks for; stored ones name
 * their own, so that they can be read after the rules have changed.
 */
record Shape(ActivityType type, List<Attribute> attributes) {

    Shape {
        attributes = List.copyOf(attributes);
    }

    int indexOf(Attribute attribute) {
        for (int i = 0; i < attributes.size(); i++) {
            if (attributes.get(i) == attribute) {
                return i;
            }
        }
        return -1;
    }
}
