package io.keepwatch.hunting.http;

import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Rfc3339;
import io.keepwatch.hunting.asking.Asked;
import io.keepwatch.hunting.question.Question;
import io.keepwatch.hunting.question.QuestionException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the query of one request strictly and collects every violation; {@link #verify()} refuses the request if there
 * was any. Not thread-safe.
 */
public final class QueryReader {
    private static final String QUESTION = "q";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String CURSOR = "cursor";

    private static final int LONGEST_VALUE = 10_000;
    private static final int LONGEST_NAME_SHOWN = 40;
    private static final Pattern MILLIS = Pattern.compile("-?[0-9]{1,15}");
    /** A plus sign that was not escaped comes as a space. */
    private static final Pattern LOST_PLUS = Pattern.compile("(.{19,}) ([0-9]{2}:[0-9]{2})");

    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant BEYOND = Instant.parse("+10000-01-01T00:00:00Z");
    private static final Instant EARLIEST_STORED = Instant.parse("1700-01-01T00:00:00Z");
    private static final Instant BEYOND_STORED = Instant.parse("2261-01-01T00:00:00Z");

    private final MultivaluedMap<String, String> query;
    private final List<Problems.Violation> violations = new ArrayList<>();
    private final Map<String, String> asked = new LinkedHashMap<>();

    /** @param names the parameters of the operation; any other is a violation */
    public QueryReader(MultivaluedMap<String, String> query, Set<String> names) {
        this.query = query;
        for (String name : query.keySet()) {
            if (!names.contains(name)) {
                violate(
                        name.length() > LONGEST_NAME_SHOWN ? name.substring(0, LONGEST_NAME_SHOWN) + "…" : name,
                        "is not known here; known are "
                                + names.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
    }

    /** The value, null if there is none. */
    public @Nullable String text(String name) {
        String value = any(name);
        if (value != null && value.isBlank()) {
            violate(name, "is empty");
            return null;
        }
        return value;
    }

    private @Nullable String any(String name) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.isEmpty()) {
            return null;
        }
        String value = values.getFirst();
        if (values.size() > 1) {
            violate(name, "is given more than once");
        } else if (!name.equals(QUESTION) && value.length() > LONGEST_VALUE) {
            violate(name, "is longer than " + LONGEST_VALUE + " characters");
        } else if (!name.equals(QUESTION) && value.indexOf(0) >= 0) {
            violate(name, "contains a NUL character");
        } else {
            asked.put(name, value);
            return value;
        }
        return null;
    }

    /** The question as it was typed; empty if there is none, which asks for everything. */
    public String typed() {
        String typed = any(QUESTION);
        return typed == null ? "" : typed;
    }

    /**
     * The question with its times; any violation so far refuses the request first.
     *
     * @throws HttpProblem 400 if it cannot be understood
     */
    public Asked asked() {
        String typed = typed();
        Instant from = time(FROM);
        Instant to = time(TO);
        requireOrder(from, to);
        verify();
        try {
            return new Asked(Question.parse(typed), from, to);
        } catch (QuestionException e) {
            throw Problems.invalidQuestion(QUESTION, e);
        }
    }

    private void requireOrder(@Nullable Instant from, @Nullable Instant to) {
        if (from != null && to != null && to.isBefore(from)) {
            violate(TO, "is before from");
        }
    }

    /** A time in RFC 3339 with its offset, or in milliseconds since 1970. */
    public @Nullable Instant time(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            Instant time = MILLIS.matcher(text).matches()
                    ? Instant.ofEpochMilli(Long.parseLong(text))
                    : Rfc3339.parse(LOST_PLUS.matcher(text).replaceFirst("$1+$2"), name);
            if (!time.isBefore(EARLIEST) && time.isBefore(BEYOND)) {
                return time;
            }
        } catch (MalformedMessageException _) {
            // refused below, like a year beyond the calendar
        }
        violate(
                name,
                "expected an RFC 3339 time with an offset, as in 2026-02-15T09:00:00Z, or milliseconds since 1970;"
                        + " from year 0000 to 9999");
        return null;
    }

    /** As {@link #time}, of a time at which activities can have happened. */
    public @Nullable Instant storedTime(String name) {
        Instant time = time(name);
        if (time != null && !isStorable(time)) {
            violate(name, "expected a time from 1700 to 2260");
            return null;
        }
        return time;
    }

    /** Whether activities can have happened then, and long enough before to be compared with. */
    public static boolean isStorable(Instant time) {
        return !time.isBefore(EARLIEST_STORED) && time.isBefore(BEYOND_STORED);
    }

    /** A zone whose clock and calendar are meant; UTC where none is given. */
    public ZoneId zone() {
        String text = text("zone");
        if (text == null) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(text);
        } catch (DateTimeException _) {
            violate("zone", "expected a time zone, as in Europe/Berlin or +02:00");
            return ZoneOffset.UTC;
        }
    }

    /** One of some words, or else what holds where none is given. */
    public <T> T word(String name, Collection<T> words, Function<T, String> wireName, T otherwise) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        for (T word : words) {
            if (wireName.apply(word).equals(text)) {
                return word;
            }
        }
        violate(name, "expected one of " + words.stream().map(wireName).collect(Collectors.joining(", ")));
        return otherwise;
    }

    /** A whole number of a range, or else what holds where none is given. */
    public int number(String name, int otherwise, int least, int most) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // refused below, like a number out of range
        }
        violate(name, "expected a whole number from " + least + " to " + most);
        return otherwise;
    }

    /** A person's key or an account, from wherever it was read. */
    public @Nullable String person(String name, String in, @Nullable String text) {
        if (text == null) {
            return null;
        }
        boolean isWhole = text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
        if (text.isBlank() || text.length() > ActivityDraft.LONGEST_KEY || !isWhole) {
            violations.add(new Problems.Violation(
                    name, in, "expected a subject or an account of 1 to " + ActivityDraft.LONGEST_KEY + " characters"));
            return null;
        }
        return text;
    }

    /** What was asked, for the audit trail: every parameter but the place in the answer, as it was typed. */
    public String trail() {
        return asked.entrySet().stream()
                .filter(one -> !one.getKey().equals(CURSOR))
                .sorted(Comparator.comparingInt((Map.Entry<String, String> one) -> order(one.getKey()))
                        .thenComparing(Map.Entry::getKey))
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining(" "));
    }

    /** As {@link #trail()}, of a question about a person. */
    public String trail(String subject) {
        return asked.isEmpty() ? "subject=" + subject : "subject=" + subject + " " + trail();
    }

    private static int order(String name) {
        int at = List.of(QUESTION, FROM, TO).indexOf(name);
        return at < 0 ? Integer.MAX_VALUE : at;
    }

    /** The address of the same question at another cursor. */
    public String next(String path, String cursor) {
        StringBuilder link = new StringBuilder(path).append('?');
        asked.forEach((name, value) -> {
            if (!name.equals(CURSOR)) {
                link.append(name).append('=').append(encoded(value)).append('&');
            }
        });
        return link.append(CURSOR).append('=').append(encoded(cursor)).toString();
    }

    /** The address of another question about the same times (S1-19). */
    public String hunt(String question) {
        StringBuilder link = new StringBuilder("/v1/hunt?q=").append(encoded(question));
        for (String name : List.of(FROM, TO)) {
            if (asked.containsKey(name)) {
                link.append('&').append(name).append('=').append(encoded(asked.get(name)));
            }
        }
        return link.toString();
    }

    public void violate(String name, String message) {
        violations.add(new Problems.Violation(name, "query", message));
    }

    /** @throws HttpProblem 400 listing every violation, if there was one */
    public void verify() {
        if (!violations.isEmpty()) {
            throw Problems.invalidQuery(List.copyOf(violations));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
