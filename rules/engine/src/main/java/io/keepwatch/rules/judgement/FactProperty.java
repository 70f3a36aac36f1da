package io.keepwatch.rules.judgement;

import io.keepwatch.contracts.Attribute;
import io.keepwatch.rules.book.WindowDeclaration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something a condition may read of an activity.
 *
 * @param name as it stands in a condition
 * @param attributes the attributes it is computed from
 * @param profile whether it is computed from the person's profile
 * @param hr whether it is computed from what HR said
 * @param origin where its getter comes from
 */
record FactProperty(String name, Set<Attribute> attributes, boolean profile, boolean hr, Origin origin) {

    /** Where a getter comes from. */
    sealed interface Origin {}

    /** {@link EventFact} or {@link EvidenceFact} has it. */
    record Inherited() implements Origin {}

    /** Generated: an attribute of the type, by its record's accessor. */
    record OfAttribute(Attribute attribute, String accessor) implements Origin {}

    /** Generated: what a declared window says. */
    record OfWindow(WindowDeclaration window, Reading reading) implements Origin {}

    /** Generated: what the window over evidence at this place among the rule's own says; {@code long}. */
    record OfEvidenceWindow(int index) implements Origin {}

    /** What is read of a window; each is a method of {@link EventFact} that takes the window's index. */
    enum Reading {
        /** What is in it; {@code long}. */
        VALUE("window"),
        /** The mean of the days before; {@code double}. */
        MEAN("dailyMean"),
        /** How many times as fast as usual; {@code double}. */
        RATE("rate"),
        /** Whether the value is new; {@code boolean}. */
        FIRST("isFirst");

        private final String method;

        Reading(String method) {
            this.method = method;
        }

        String method() {
            return method;
        }
    }

    static FactProperty inherited(String name, Attribute... attributes) {
        return new FactProperty(name, Set.of(attributes), false, false, new Inherited());
    }

    static FactProperty ofProfile(String name, Attribute... attributes) {
        return new FactProperty(name, Set.of(attributes), true, false, new Inherited());
    }

    static FactProperty ofHr(String name) {
        return new FactProperty(name, Set.of(), false, true, new Inherited());
    }

    /** What both the profile and HR have a say in. */
    static FactProperty ofProfileAndHr(String name) {
        return new FactProperty(name, Set.of(), true, true, new Inherited());
    }

    /** The window it is the value of, if it is one. */
    @Nullable
    WindowDeclaration window() {
        return origin instanceof OfWindow(WindowDeclaration window, Reading _) ? window : null;
    }
}
