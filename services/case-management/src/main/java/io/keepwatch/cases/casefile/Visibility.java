package io.keepwatch.cases.casefile;

import io.keepwatch.cases.audit.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which cases a reader sees, as a condition on the case {@code c}: so that a case that may not be seen is not found, in
 * a list as by its id. An investigation is seen by its assignee, its participants, soc-lead and auditor; by hr, legal
 * and ciso from the moment it asks something of them; by other analysts only while it is unassigned. A welfare case is
 * served to the role welfare only.
 *
 * @param condition in HQL
 * @param values the condition's named parameters
 */
public record Visibility(String condition, Map<String, Object> values) {
    private static final Set<String> SEE_EVERY_INVESTIGATION = Set.of("soc-lead", "auditor");
    private static final Set<String> SEE_WHAT_ASKS_THEM = Set.of("hr", "legal", "ciso");

    public static Visibility of(Caller reader) {
        List<String> kinds = new ArrayList<>();
        if (reader.is("welfare")) {
            kinds.add("c.kind = 'welfare'");
        }
        kinds.add(investigations(reader));
        return new Visibility("(" + String.join(" or ", kinds) + ")", values(reader));
    }

    /** The investigations only: concern for somebody is no reason to look at what else is known of them. */
    static Visibility ofInvestigations(Caller reader) {
        return new Visibility(investigations(reader), values(reader));
    }

    private static Map<String, Object> values(Caller reader) {
        if (seesEvery(reader)) {
            return Map.of();
        }
        Set<String> offices = offices(reader);
        return offices.isEmpty()
                ? Map.of("reader", reader.name())
                : Map.of("reader", reader.name(), "offices", offices);
    }

    private static String investigations(Caller reader) {
        return "(c.kind = 'investigation' and " + ways(reader) + ")";
    }

    private static String ways(Caller reader) {
        if (seesEvery(reader)) {
            return "true";
        }
        List<String> ways = new ArrayList<>();
        ways.add("c.assignee = :reader");
        ways.add("exists (select 1 from ParticipantEntity p where p.key.caseId = c.id and p.key.account = :reader)");
        if (!offices(reader).isEmpty()) {
            ways.add("exists (select 1 from AskedEntity q where q.key.caseId = c.id and q.key.role in :offices)");
        }
        if (reader.is("analyst")) {
            ways.add("c.assignee is null");
        }
        return "(" + String.join(" or ", ways) + ")";
    }

    private static boolean seesEvery(Caller reader) {
        return SEE_EVERY_INVESTIGATION.stream().anyMatch(reader::is);
    }

    private static Set<String> offices(Caller reader) {
        return SEE_WHAT_ASKS_THEM.stream().filter(reader::is).collect(Collectors.toSet());
    }
}
