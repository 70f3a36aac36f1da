package io.keepwatch.rules.engine;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.memory.Remembered;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rule's title and description with {@code {account}}, {@code {host}} and attributes such as {@code {device}} filled in
 * from the alert's earliest match, so that the text does not depend on what was delivered first.
 */
final class AlertText {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z]+)}");
    private static final String ACCOUNT = "account";
    private static final String OF_ACCOUNT = "{" + ACCOUNT + "} ";
    private static final String HOST = "host";
    private static final int LONGEST_VALUE = 120;

    private final Rule rule;
    private final Set<String> fields = new LinkedHashSet<>();

    AlertText(Rule rule) {
        this.rule = rule;
        Set<String> known = new LinkedHashSet<>(Set.of(ACCOUNT, HOST));
        for (ActivityType type : rule.types()) {
            type.attributes().stream().map(Attribute::jsonName).forEach(known::add);
        }
        Matcher matcher = PLACEHOLDER.matcher(rule.title() + rule.description());
        while (matcher.find()) {
            if (known.contains(matcher.group(1))) {
                fields.add(matcher.group(1));
            }
        }
    }

    /** What the texts say of a match. */
    Map<String, String> fieldsOf(Remembered match, String subject) {
        Map<String, String> values = new HashMap<>();
        for (String field : fields) {
            String value = field.equals(ACCOUNT) ? account(match, subject) : match.text(field);
            values.put(field, value == null ? "unknown " + field : cut(value));
        }
        return values;
    }

    String title(Map<String, String> values) {
        return fill(rule.title(), values);
    }

    String description(Map<String, String> values) {
        return fill(rule.description(), values);
    }

    /** What was found, as a sentence's beginning that names nobody: a score is shown to people who may not know whose it is. */
    String says(Map<String, String> values) {
        String title = rule.title();
        String found = title.startsWith(OF_ACCOUNT)
                ? Character.toUpperCase(title.charAt(OF_ACCOUNT.length())) + title.substring(OF_ACCOUNT.length() + 1)
                : title;
        return fill(found.replace("{" + ACCOUNT + "}", "the person"), values);
    }

    private static String account(Remembered match, String subject) {
        String user = match.user();
        return user == null ? subject : user;
    }

    private String fill(String template, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), found.group(), values)));
    }

    private String value(String field, String asWritten, Map<String, String> values) {
        if (!fields.contains(field)) {
            return asWritten;
        }
        @Nullable String value = values.get(field);
        return value == null ? "unknown " + field : value;
    }

    private static String cut(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + '…';
    }
}
