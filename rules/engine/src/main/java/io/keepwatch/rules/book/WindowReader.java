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

    private static final String SUM = "sum";
    private static final String COUNT = "count";
    private static final String DISTINCT = "distinct";
    private static final String FIRST_SEEN = "firstSeen";
    private static final String RATE = "rate";
    private static final List<String> AGGREGATES = List.of(SUM, COUNT, DISTINCT, FIRST_SEEN, RATE);
    /** What {@code firstSeen} may also tell apart: the hour of the person's own clock. */
    private static final String HOUR = "hour";

    private WindowReader() {}

    /** The declaration, with index 0: the place in the set is given later. */
    static WindowDeclaration read(YamlNode yaml) throws RuleSetException {
        Map<String, YamlNode> fields = yaml.fields(
                "of", "where", SUM, COUNT, DISTINCT, FIRST_SEEN, RATE, "over", "per", "baseline", "learning", "by");
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
        WindowDeclaration.Measured measured = measured(types, fields);
        Map<Attribute, Object> where = where(types, fields.get("where"));
        List<String> by = by(types, fields.get("by"));
        WindowDeclaration.Span span = span(yaml, fields, aggregate);
        return new WindowDeclaration(
                0, key(types, where, aggregate, measured, by, span), types, where, aggregate, measured, by, span);
    }

    private static WindowDeclaration.Aggregate aggregate(YamlNode yaml, Map<String, YamlNode> fields)
            throws RuleSetException {
        List<String> said = AGGREGATES.stream().filter(fields::containsKey).toList();
        if (said.size() != 1) {
            throw yaml.problem(
                    "says exactly one of sum: <attribute>, count: true, distinct: <field>, firstSeen: <field>,"
                            + " rate: count, rate: <attribute>");
        }
        YamlNode value = yaml.required(fields, said.getFirst());
        return switch (said.getFirst()) {
            case COUNT -> {
                if (!value.flag()) {
                    throw value.problem("expected true");
                }
                yield WindowDeclaration.Aggregate.COUNT;
            }
            case SUM -> WindowDeclaration.Aggregate.SUM;
            case DISTINCT -> WindowDeclaration.Aggregate.DISTINCT;
            case FIRST_SEEN -> WindowDeclaration.Aggregate.FIRST_SEEN;
            default -> value.text().equals(COUNT) ? WindowDeclaration.Aggregate.COUNT : WindowDeclaration.Aggregate.SUM;
        };
    }

    private static WindowDeclaration.@Nullable Measured measured(Set<ActivityType> types, Map<String, YamlNode> fields)
            throws RuleSetException {
        YamlNode rate = fields.get(RATE);
        YamlNode sum = rate != null && !rate.text().equals(COUNT) ? rate : fields.get(SUM);
        if (sum != null) {
            Attribute attribute = attribute(sum, types, sum.text());
            if (attribute.kind() != Attribute.Kind.NUMBER) {
                throw sum.problem("only numbers can be summed, " + attribute.jsonName() + " is none");
            }
            return new WindowDeclaration.Measured.OfAttribute(attribute);
        }
        YamlNode distinct = fields.get(DISTINCT);
        YamlNode firstSeen = fields.get(FIRST_SEEN);
        if (distinct != null) {
            return told(distinct, types);
        }
        if (firstSeen != null) {
            return firstSeen.text().equals(HOUR) ? new WindowDeclaration.Measured.OfHour() : told(firstSeen, types);
        }
        return null;
    }

    /** A field whose values can be told apart. */
    private static WindowDeclaration.Measured told(YamlNode yaml, Set<ActivityType> types) throws RuleSetException {
        if (yaml.text().equals("host")) {
            return new WindowDeclaration.Measured.OfHost();
        }
        Attribute attribute = attribute(yaml, types, yaml.text());
        if (attribute.kind() != Attribute.Kind.TEXT && attribute.kind() != Attribute.Kind.WORD) {
            throw yaml.problem("only texts can be told apart, " + attribute.jsonName() + " is none");
        }
        return new WindowDeclaration.Measured.OfAttribute(attribute);
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

    private static WindowDeclaration.Span span(
            YamlNode yaml, Map<String, YamlNode> fields, WindowDeclaration.Aggregate aggregate)
            throws RuleSetException {
        YamlNode over = fields.get("over");
        YamlNode per = fields.get("per");
        if (aggregate == WindowDeclaration.Aggregate.FIRST_SEEN) {
            if (over != null || per != null) {
                throw yaml.problem("firstSeen looks back over its baseline; over and per do not belong here");
            }
            int days = baseline(yaml, fields);
            return new WindowDeclaration.Lookback(days, learning(fields, days));
        }
        if ((over == null) == (per == null)) {
            throw yaml.problem("says exactly one of over: <duration> and per: day");
        }
        if (per != null && !per.text().equals("day")) {
            throw per.problem("expected day");
        }
        if (fields.containsKey(RATE)) {
            int days = baseline(yaml, fields);
            return new WindowDeclaration.Rate(over == null ? null : length(over), days, learning(fields, days));
        }
        if (over == null) {
            int days = baseline(yaml, fields);
            return new WindowDeclaration.Daily(days, learning(fields, days));
        }
        if (fields.containsKey("baseline") || fields.containsKey("learning")) {
            throw yaml.problem("baseline and learning belong to per: day, to rate and to firstSeen");
        }
        return new WindowDeclaration.Sliding(length(over));
    }

    private static Duration length(YamlNode over) throws RuleSetException {
        Duration length = over.duration();
        if (length.isZero() || length.compareTo(LONGEST) > 0) {
            throw over.problem("expected 1s to " + LONGEST.toDays() + "d");
        }
        if (length.compareTo(COUNTED_IN_SECONDS) > 0 && length.toSecondsPart() != 0) {
            throw over.problem("times in windows over an hour count in whole minutes");
        }
        return length;
    }

    private static int baseline(YamlNode yaml, Map<String, YamlNode> fields) throws RuleSetException {
        YamlNode baseline = fields.get("baseline");
        if (baseline == null) {
            throw yaml.problem("wants a baseline, such as baseline: 30d");
        }
        return days(baseline, LONGEST_BASELINE);
    }

    private static int learning(Map<String, YamlNode> fields, int baselineDays) throws RuleSetException {
        YamlNode learning = fields.get("learning");
        return learning == null ? Math.min(LEARNING_DAYS, baselineDays) : days(learning, baselineDays);
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
            WindowDeclaration.@Nullable Measured measured,
            List<String> by,
            WindowDeclaration.Span span) {
        String meaning = types.stream().map(ActivityType::wireName).sorted().collect(joining(","))
                + "|"
                + where.entrySet().stream()
                        .map(entry -> entry.getKey().jsonName() + "=" + entry.getValue())
                        .sorted()
                        .collect(joining(","))
                + "|" + aggregate + "|" + (measured == null ? "" : measured.name())
                + "|" + String.join(",", by) + "|"
                + switch (span) {
                    case WindowDeclaration.Sliding(Duration over) -> "over " + over.toSeconds();
                    case WindowDeclaration.Daily(int days, int learning) -> "daily " + days + " " + learning;
                    case WindowDeclaration.Rate(Duration over, int days, int learning) ->
                        "rate " + (over == null ? "day" : over.toSeconds()) + " " + days + " " + learning;
                    case WindowDeclaration.Lookback(int days, int learning) -> "back " + days + " " + learning;
                };
        return ByteBuffer.wrap(Digests.sha256(meaning)).getLong();
    }
}
