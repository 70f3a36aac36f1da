package io.keepwatch.rules.book;

import static java.util.stream.Collectors.joining;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a window's declaration from {@code rule.yaml}. */
final class WindowReader {
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final Duration COUNTED_IN_SECONDS = Duration.ofHours(1);
    private static final int LONGEST_BASELINE = 90;
    /** Days since first seen before a baseline claims anything, unless the declaration says otherwise. */
    private static final int LEARNING_DAYS = 14;

    private WindowReader() {}

    /** The declaration, with index 0: the place in the set is given later. */
    static WindowDeclaration read(YamlNode yaml) throws RuleSetException {
        Map<String, YamlNode> fields =
                yaml.fields("of", "where", "sum", "count", "distinct", "over", "per", "baseline", "learning", "by");
        Set<ActivityType> types = new LinkedHashSet<>();
        YamlNode of = yaml.required(fields, "of");
        for (String name : of.texts()) {
            ActivityType type = ActivityType.ofWireName(name);
            if (type == null) {
                throw of.problem("no such type of activity: " + name);
            }
            types.add(type);
        }
        WindowDeclaration.Aggregate aggregate = aggregate(yaml, fields);
        Attribute measured = measured(types, fields);
        Map<Attribute, Object> where = where(types, fields.get("where"));
        List<String> by = by(types, fields.get("by"));
        WindowDeclaration.Span span = span(yaml, fields);
        return new WindowDeclaration(
                0, key(types, where, aggregate, measured, by, span), types, where, aggregate, measured, by, span);
    }

    private static WindowDeclaration.Aggregate aggregate(YamlNode yaml, Map<String, YamlNode> fields)
            throws RuleSetException {
        YamlNode count = fields.get("count");
        boolean counts = count != null && count.flag();
        if ((counts ? 1 : 0) + (fields.containsKey("sum") ? 1 : 0) + (fields.containsKey("distinct") ? 1 : 0) != 1) {
            throw yaml.problem("says exactly one of sum: <attribute>, count: true, distinct: <attribute>");
        }
        if (counts) {
            return WindowDeclaration.Aggregate.COUNT;
        }
        return fields.containsKey("sum") ? WindowDeclaration.Aggregate.SUM : WindowDeclaration.Aggregate.DISTINCT;
    }

    private static @Nullable Attribute measured(Set<ActivityType> types, Map<String, YamlNode> fields)
            throws RuleSetException {
        YamlNode sum = fields.get("sum");
        if (sum != null) {
            Attribute attribute = attribute(sum, types, sum.text());
            if (attribute.kind() != Attribute.Kind.NUMBER) {
                throw sum.problem("only numbers can be summed, " + attribute.jsonName() + " is none");
            }
            return attribute;
        }
        YamlNode distinct = fields.get("distinct");
        if (distinct == null) {
            return null;
        }
        Attribute attribute = attribute(distinct, types, distinct.text());
        if (attribute.kind() != Attribute.Kind.TEXT && attribute.kind() != Attribute.Kind.WORD) {
            throw distinct.problem("only texts can be told apart, " + attribute.jsonName() + " is none");
        }
        return attribute;
    }

    private static Map<Attribute, Object> where(Set<ActivityType> types, @Nullable YamlNode yaml)
            throws RuleSetException {
        Map<Attribute, Object> where = new TreeMap<>();
        if (yaml != null) {
            for (Map.Entry<String, YamlNode> entry : yaml.fields().entrySet()) {
                YamlNode value = entry.getValue();
                Attribute attribute = attribute(value, types, entry.getKey());
                where.put(
                        attribute,
                        switch (attribute.kind()) {
                            case FLAG -> value.flag();
                            case TEXT -> value.text();
                            case WORD -> {
                                int at = attribute.vocabulary().indexOf(value.text());
                                if (at < 0) {
                                    throw value.problem("expected one of " + String.join(", ", attribute.vocabulary()));
                                }
                                yield attribute.vocabulary().get(at);
                            }
                            default -> throw value.problem("only texts and flags can be asked for");
                        });
            }
        }
        return where;
    }

    private static List<String> by(Set<ActivityType> types, @Nullable YamlNode yaml) throws RuleSetException {
        List<String> by = new ArrayList<>();
        if (yaml != null) {
            for (String name : yaml.texts()) {
                by.add(fieldOf(yaml, types, name));
            }
        }
        // Sorted, so that two spellings of one declaration split alike.
        by.sort(null);
        return by;
    }

    /** A field that splits windows or alerts: the host, or a text attribute that all these types have. */
    static String fieldOf(YamlNode yaml, Set<ActivityType> types, String name) throws RuleSetException {
        if (name.equals("host") || name.equals("user")) {
            return name;
        }
        Attribute attribute = attribute(yaml, types, name);
        if (attribute.kind() != Attribute.Kind.TEXT && attribute.kind() != Attribute.Kind.WORD) {
            throw yaml.problem(name + " is not a text");
        }
        return name;
    }

    private static WindowDeclaration.Span span(YamlNode yaml, Map<String, YamlNode> fields) throws RuleSetException {
        YamlNode over = fields.get("over");
        YamlNode per = fields.get("per");
        YamlNode baseline = fields.get("baseline");
        YamlNode learning = fields.get("learning");
        if ((over == null) == (per == null)) {
            throw yaml.problem("says exactly one of over: <duration> and per: day");
        }
        if (over != null) {
            if (baseline != null || learning != null) {
                throw yaml.problem("baseline and learning belong to per: day");
            }
            Duration length = over.duration();
            if (length.isZero() || length.compareTo(LONGEST) > 0) {
                throw over.problem("expected 1s to " + LONGEST.toDays() + "d");
            }
            if (length.compareTo(COUNTED_IN_SECONDS) > 0 && length.toSecondsPart() != 0) {
                throw over.problem("times in windows over an hour count in whole minutes");
            }
            return new WindowDeclaration.Sliding(length);
        }
        if (per == null || !per.text().equals("day")) {
            throw yaml.problem("per: expected day");
        }
        if (baseline == null) {
            throw yaml.problem("per: day wants a baseline, such as baseline: 30d");
        }
        int days = days(baseline, LONGEST_BASELINE);
        int learningDays = learning == null ? Math.min(LEARNING_DAYS, days) : days(learning, days);
        return new WindowDeclaration.Daily(days, learningDays);
    }

    private static int days(YamlNode yaml, int most) throws RuleSetException {
        Duration length = yaml.duration();
        if (!length.equals(Duration.ofDays(length.toDays())) || length.toDays() < 1 || length.toDays() > most) {
            throw yaml.problem("expected whole days, 1d to " + most + "d");
        }
        return (int) length.toDays();
    }

    private static Attribute attribute(YamlNode yaml, Set<ActivityType> types, String name) throws RuleSetException {
        Attribute found = null;
        for (ActivityType type : types) {
            Attribute ofType = type.attributes().stream()
                    .filter(attribute -> attribute.jsonName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> yaml.problem(type.wireName() + " has no attribute " + name));
            if (found != null && found != ofType) {
                throw yaml.problem(name + " means different things for these types");
            }
            found = ofType;
        }
        if (found == null) {
            throw yaml.problem("names no type of activity");
        }
        return found;
    }

    private static long key(
            Set<ActivityType> types,
            Map<Attribute, Object> where,
            WindowDeclaration.Aggregate aggregate,
            @Nullable Attribute measured,
            List<String> by,
            WindowDeclaration.Span span) {
        String meaning = types.stream().map(ActivityType::wireName).sorted().collect(joining(","))
                + "|"
                + where.entrySet().stream()
                        .map(entry -> entry.getKey().jsonName() + "=" + entry.getValue())
                        .sorted()
                        .collect(joining(","))
                + "|" + aggregate + "|" + (measured == null ? "" : measured.jsonName())
                + "|" + String.join(",", by) + "|"
                + switch (span) {
                    case WindowDeclaration.Sliding(Duration over) -> "over " + over.toSeconds();
                    case WindowDeclaration.Daily(int days, int learning) -> "daily " + days + " " + learning;
                };
        return ByteBuffer.wrap(Digests.sha256(meaning)).getLong();
    }
}
