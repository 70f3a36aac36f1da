package io.keepwatch.rules.book;

import io.keepwatch.contracts.Identity;
import io.keepwatch.rules.judgement.Context;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * People who have something in common, by what their profiles say at the time of an activity: {@code {department: [IT,
 * Finance], contractor: true}}. Whoever nobody told us about belongs to no group.
 *
 * @param wanted the values that belong, by the profile's field; all fields must agree
 */
public record Group(Map<Field, Set<String>> wanted) {

    public Group {
        wanted = Map.copyOf(wanted);
    }

    /** What a group may ask of a profile. */
    public enum Field {
        DEPARTMENT("department"),
        ROLE("role"),
        PEER_GROUP("peerGroup"),
        SITE("site"),
        PRIVILEGED("privileged"),
        CONTRACTOR("contractor"),
        CROWN_JEWELS("crownJewels");

        private final String jsonName;

        Field(String jsonName) {
            this.jsonName = jsonName;
        }

        /** The name it has in {@code PUT /v1/identities}. */
        public String jsonName() {
            return jsonName;
        }

        private String of(Identity profile) {
            return String.valueOf(
                    switch (this) {
                        case DEPARTMENT -> profile.department();
                        case ROLE -> profile.role();
                        case PEER_GROUP -> profile.peerGroup();
                        case SITE -> profile.site();
                        case PRIVILEGED -> profile.privileged();
                        case CONTRACTOR -> profile.contractor();
                        case CROWN_JEWELS -> profile.crownJewels();
                    });
        }
    }

    /** Whether a person belongs to it at that time. */
    public boolean includes(Context person) {
        Identity profile = person.profile();
        return profile != null
                && wanted.entrySet().stream()
                        .allMatch(want -> want.getValue().contains(want.getKey().of(profile)));
    }

    /** @param yaml fields with a value or a list of values each */
    static Group read(YamlNode yaml) throws RuleSetException {
        Map<Field, Set<String>> wanted = new TreeMap<>();
        for (Map.Entry<String, YamlNode> entry : yaml.fields().entrySet()) {
            wanted.put(
                    field(entry.getKey(), entry.getValue()),
                    Set.copyOf(entry.getValue().texts()));
        }
        if (wanted.isEmpty()) {
            throw yaml.problem("names nothing that people have in common");
        }
        return new Group(wanted);
    }

    private static Field field(String name, YamlNode yaml) throws RuleSetException {
        for (Field field : Field.values()) {
            if (field.jsonName().equals(name)) {
                return field;
            }
        }
        throw yaml.problem("profiles have no such field for groups; known are department, role, peerGroup, site,"
                + " privileged, contractor, crownJewels");
    }
}
