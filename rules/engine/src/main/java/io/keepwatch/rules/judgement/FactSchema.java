package io.keepwatch.rules.judgement;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.rules.book.EvidenceWindow;
import io.keepwatch.rules.book.WindowDeclaration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The properties that a condition may read, by type of activity. */
public final class FactSchema {
    /** What the mean of the days before is called: the window's name and this. */
    static final String MEAN = "Mean";
    /** What is in a window with {@code rate} is called the window's name and this. */
    static final String TOTAL = "Total";

    /** What an activity of any type, also of one that comes later, is called in a condition. */
    public static final String ANY = "Activity";

    /** What something that was found is called in a condition. */
    public static final String EVIDENCE = "Evidence";

    private static final List<FactProperty> OF_EVIDENCE =
            List.of(FactProperty.inherited("kind"), FactProperty.inherited("time"));

    private static final List<FactProperty> OF_EVERY_TYPE = List.of(
            FactProperty.inherited("type"),
            FactProperty.inherited("source"),
            FactProperty.inherited("time"),
            FactProperty.inherited("user"),
            FactProperty.inherited("host"),
            FactProperty.inherited("unresolved"),
            FactProperty.inherited("KB"),
            FactProperty.inherited("MB"),
            FactProperty.inherited("GB"),
            FactProperty.ofProfile("localTime"),
            FactProperty.ofProfile("localDate"),
            FactProperty.ofProfile("dayOfWeek"),
            FactProperty.ofProfile("known"),
            FactProperty.ofProfile("privileged"),
            FactProperty.ofProfile("contractor"),
            FactProperty.ofProfile("crownJewels"),
            FactProperty.ofProfile("department"),
            FactProperty.ofProfile("job"),
            FactProperty.ofProfile("peerGroup"),
            FactProperty.ofProfile("site"),
            FactProperty.ofProfile("clearance"),
            FactProperty.ofProfileAndHr("left"),
            FactProperty.ofHr("sinceNotice"),
            FactProperty.ofHr("monitored"));

    private static final Map<ActivityType, Map<String, FactProperty>> OF_TYPE = ofTypes();

    private FactSchema() {}

    /** The type whose fact has this name in a condition, for example {@code FileDownload}. */
    static @Nullable ActivityType type(String factName) {
        return Arrays.stream(ActivityType.values())
                .filter(type -> factName(type).equals(factName))
                .findFirst()
                .orElse(null);
    }

    /** What every activity has, of whatever type; no windows, because those are of types. */
    static Map<String, FactProperty> ofEveryType() {
        Map<String, FactProperty> properties = new LinkedHashMap<>();
        OF_EVERY_TYPE.forEach(property -> properties.put(property.name(), property));
        return properties;
    }

    /** What a rule with these windows may read of something that was found. */
    static Map<String, FactProperty> ofEvidence(List<EvidenceWindow> windows) {
        Map<String, FactProperty> properties = new LinkedHashMap<>();
        OF_EVIDENCE.forEach(property -> properties.put(property.name(), property));
        for (int i = 0; i < windows.size(); i++) {
            String name = windows.get(i).name();
            properties.put(name, new FactProperty(name, Set.of(), false, false, new FactProperty.OfEvidenceWindow(i)));
        }
        return properties;
    }

    /** Whether evidence has a property of this name without a window of that name. */
    public static boolean takenOfEvidence(String name) {
        return OF_EVIDENCE.stream().anyMatch(property -> property.name().equals(name));
    }

    /** What an activity of this type is called in a condition. */
    public static String factName(ActivityType type) {
        return type.recordClass().getSimpleName();
    }

    /** Whether an activity of any type could have a property of this name without a window of that name. */
    public static boolean taken(String name) {
        return OF_TYPE.values().stream().anyMatch(properties -> properties.containsKey(name));
    }

    /** The properties that a window of this name may give. */
    public static Set<String> namesOf(String window) {
        return Set.of(window, window + MEAN, window + TOTAL);
    }

    /** What a rule with these windows may read of an activity of this type. */
    static Map<String, FactProperty> properties(ActivityType type, Map<String, WindowDeclaration> windows) {
        Map<String, FactProperty> properties = new LinkedHashMap<>(OF_TYPE.getOrDefault(type, Map.of()));
        windows.forEach((name, window) -> {
            switch (window.span()) {
                case WindowDeclaration.Sliding _ -> put(properties, name, window, FactProperty.Reading.VALUE);
                case WindowDeclaration.Daily _ -> {
                    put(properties, name, window, FactProperty.Reading.VALUE);
                    put(properties, name + MEAN, window, FactProperty.Reading.MEAN);
                }
                case WindowDeclaration.Rate _ -> {
                    put(properties, name, window, FactProperty.Reading.RATE);
                    put(properties, name + TOTAL, window, FactProperty.Reading.VALUE);
                    put(properties, name + MEAN, window, FactProperty.Reading.MEAN);
                }
                case WindowDeclaration.Lookback _ -> put(properties, name, window, FactProperty.Reading.FIRST);
            }
        });
        return properties;
    }

    /** Splitting by the fields of the activity at hand, a window's value depends on them. Days are the person's own. */
    private static void put(
            Map<String, FactProperty> properties, String name, WindowDeclaration window, FactProperty.Reading reading) {
        boolean profile = window.learns() || window.where().containsKey(Attribute.PRIVILEGED);
        properties.put(
                name, new FactProperty(name, Set.of(), profile, false, new FactProperty.OfWindow(window, reading)));
    }

    private static Map<ActivityType, Map<String, FactProperty>> ofTypes() {
        Map<ActivityType, Map<String, FactProperty>> ofTypes = new EnumMap<>(ActivityType.class);
        for (ActivityType type : ActivityType.values()) {
            Map<String, FactProperty> properties = ofEveryType();
            for (Attribute attribute : type.attributes()) {
                FactProperty property = ofAttribute(attribute);
                properties.put(property.name(), property);
                if (attribute == Attribute.CLASSIFICATION) {
                    properties.put("classified", FactProperty.inherited("classified", attribute));
                }
            }
            if (type == ActivityType.EMAIL_SENT) {
                properties.remove(Attribute.ATTACHMENTS.jsonName());
                for (String name : List.of("largestAttachment", "attachedBytes", "attachmentCount")) {
                    properties.put(name, FactProperty.inherited(name, Attribute.ATTACHMENTS));
                }
            }
            if (type.attributes().contains(Attribute.EXECUTABLE)) {
                properties.put("command", FactProperty.inherited("command", Attribute.EXECUTABLE));
            }
            if (type == ActivityType.SESSION_OPEN) {
                properties.put("sessionAge", FactProperty.inherited("sessionAge", Attribute.SINCE));
            }
            ofTypes.put(type, properties);
        }
        return ofTypes;
    }

    private static FactProperty ofAttribute(Attribute attribute) {
        String name = attribute.jsonName();
        if (attribute == Attribute.PRIVILEGED) {
            return FactProperty.ofProfile(name, attribute);
        }
        return new FactProperty(name, Set.of(attribute), false, false, new FactProperty.OfAttribute(attribute, name));
    }
}
