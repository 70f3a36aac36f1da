package io.keepwatch.rules.engine;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.WindowDeclaration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules by what they read: which have to be asked again when something has changed. */
final class RuleIndex {
    private final BitSet[] readingWindow;
    private final BitSet[] ofType = new BitSet[ActivityType.values().length];
    private final BitSet readingHr = new BitSet();
    private final BitSet readingProfile = new BitSet();
    private final List<List<WindowDeclaration>> windowsOf = new ArrayList<>();
    private final List<AlertText> texts = new ArrayList<>();
    private final Map<String, Integer> indexById = new HashMap<>();
    private final Set<String> unalerting = new HashSet<>();

    RuleIndex(RuleBook book) {
        readingWindow = new BitSet[book.windows().size()];
        for (WindowDeclaration window : book.windows()) {
            readingWindow[window.index()] = new BitSet();
        }
        for (ActivityType type : ActivityType.values()) {
            ofType[type.ordinal()] = new BitSet();
        }
        for (Rule rule : book.rules()) {
            windowsOf.add(
                    rule.windows().stream().sorted().map(book.windows()::get).toList());
            texts.add(new AlertText(rule));
            indexById.put(rule.id(), rule.index());
            if (!rule.alerts()) {
                unalerting.add(rule.id());
            }
            for (ActivityType type : rule.types()) {
                ofType[type.ordinal()].set(rule.index());
            }
            for (int window : rule.windows()) {
                readingWindow[window].set(rule.index());
                if (dependsOnProfile(book.windows().get(window))) {
                    readingProfile.set(rule.index());
                }
            }
            if (rule.readsHr()) {
                readingHr.set(rule.index());
            }
            if (rule.readsProfile()) {
                readingProfile.set(rule.index());
            }
        }
    }

    private static boolean dependsOnProfile(WindowDeclaration window) {
        return window.where().containsKey(Attribute.PRIVILEGED) || window.learns();
    }

    List<WindowDeclaration> windowsOf(Rule rule) {
        return windowsOf.get(rule.index());
    }

    AlertText textOf(Rule rule) {
        return texts.get(rule.index());
    }

    /** Of these, those that somebody is told of. */
    List<Alert> told(List<Alert> raised) {
        return unalerting.isEmpty() || raised.isEmpty()
                ? raised
                : raised.stream()
                        .filter(alert -> !unalerting.contains(alert.rule()))
                        .toList();
    }

    /** Of these, those of rules that only raise evidence. */
    List<Alert> untold(List<Alert> raised) {
        return unalerting.isEmpty() || raised.isEmpty()
                ? List.of()
                : raised.stream()
                        .filter(alert -> unalerting.contains(alert.rule()))
                        .toList();
    }

    /** Whether a rule, by its id, is one of these. */
    boolean isAmong(BitSet rules, String id) {
        Integer index = indexById.get(id);
        return index != null && rules.get(index);
    }

    /** The rules that read a window. */
    BitSet readingWindow(WindowDeclaration window) {
        return readingWindow[window.index()];
    }

    BitSet readingHr() {
        return readingHr;
    }

    /** The rules whose judgement may change with the person's profile, for example because it moves their days. */
    BitSet readingProfile() {
        return readingProfile;
    }

    /** Whether one of the rules looks at activities of a type. */
    boolean concern(BitSet rules, ActivityType type) {
        return rules.intersects(ofType[type.ordinal()]);
    }
}
