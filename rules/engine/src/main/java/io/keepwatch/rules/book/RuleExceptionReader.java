package io.keepwatch.rules.book;

import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Rfc3339;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a file of {@code rules/exceptions}. */
final class RuleExceptionReader {
    /** Longest an exception lasts before someone must decide again. */
    private static final Duration LONGEST = Duration.ofDays(366);

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private RuleExceptionReader() {}

    /** @param ruleIds ids of the rules there are */
    static List<RuleException> read(YamlNode yaml, Set<String> ruleIds) throws RuleSetException {
        Map<String, YamlNode> fields = yaml.fields("description", "exceptions");
        yaml.required(fields, "description").text();
        List<RuleException> exceptions = new ArrayList<>();
        for (YamlNode one : yaml.required(fields, "exceptions").items()) {
            exceptions.add(one(one, ruleIds));
        }
        return exceptions;
    }

    private static RuleException one(YamlNode yaml, Set<String> ruleIds) throws RuleSetException {
        Map<String, YamlNode> fields =
                yaml.fields("id", "rule", "subject", "group", "where", "reason", "by", "from", "until");
        YamlNode id = yaml.required(fields, "id");
        if (!ID.matcher(id.text()).matches()) {
            throw id.problem("expected lower-case words joined by hyphens");
        }
        YamlNode rule = yaml.required(fields, "rule");
        if (!ruleIds.contains(rule.text())) {
            throw rule.problem("no such rule: " + rule.text());
        }
        YamlNode subject = fields.get("subject");
        YamlNode group = fields.get("group");
        Map<String, String> where = where(fields.get("where"));
        if (subject == null && group == null && where.isEmpty()) {
            throw yaml.problem("asks for nobody and nothing, and would switch the rule off; retire the rule instead");
        }
        Instant from = moment(yaml.required(fields, "from"), 0);
        YamlNode end = yaml.required(fields, "until");
        Instant until = moment(end, 1);
        if (!until.isAfter(from) || Duration.between(from, until).compareTo(LONGEST) > 0) {
            throw end.problem("expected a time after from, at most " + LONGEST.toDays() + " days");
        }
        return new RuleException(
                id.text(),
                rule.text(),
                subject == null ? null : subject.text(),
                group == null ? null : Group.read(group),
                where,
                yaml.required(fields, "reason").text(),
                yaml.required(fields, "by").text(),
                from,
                until);
    }

    private static Map<String, String> where(@Nullable YamlNode yaml) throws RuleSetException {
        Map<String, String> where = new LinkedHashMap<>();
        if (yaml != null) {
            for (Map.Entry<String, YamlNode> entry : yaml.fields().entrySet()) {
                where.put(entry.getKey(), entry.getValue().text());
            }
        }
        return where;
    }

    /** A time with an offset, or a day of UTC; {@code after} days later for a day that is included. */
    private static Instant moment(YamlNode yaml, int after) throws RuleSetException {
        try {
            return yaml.text().length() == "2026-01-31".length()
                    ? LocalDate.parse(yaml.text())
                            .plusDays(after)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : Rfc3339.parse(yaml.text(), "time");
        } catch (DateTimeException | MalformedMessageException e) {
            throw yaml.problem("expected a day such as 2026-01-31, or a time with an offset");
        }
    }
}
