package io.keepwatch.rules.book;

import io.keepwatch.rules.judgement.Context;
import io.keepwatch.rules.memory.Remembered;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a rule is not to report, for a reason, until a day: an entry of {@code rules/exceptions}. It asks for a person, a
 * group or values of the activity, at least one of them, and all that it asks for must agree. It ends by itself.
 *
 * @param id its name, one of a kind in the set
 * @param rule the rule it is about
 * @param subject the person it is about; null for anybody
 * @param group the people it is about; null for anybody
 * @param where values of fields of the activity, by JSON name
 * @param reason why
 * @param by who decided
 * @param from activities before are not excepted
 * @param until activities at or after are not excepted
 */
public record RuleException(
        String id,
        String rule,
        @Nullable String subject,
        @Nullable Group group,
        Map<String, String> where,
        String reason,
        String by,
        Instant from,
        Instant until) {

    public RuleException {
        where = Map.copyOf(where);
    }

    /** Whether it is about this match of the rule. */
    public boolean covers(Remembered match, String matchSubject, Context person) {
        return !match.time().isBefore(from)
                && match.time().isBefore(until)
                && (subject == null || subject.equals(matchSubject))
                && (group == null || group.includes(person))
                && where.entrySet().stream().allMatch(value -> value.getValue().equals(match.text(value.getKey())));
    }
}
