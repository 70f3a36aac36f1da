package io.keepwatch.cases.http;

import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Rfc3339;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the query of one request strictly and collects every violation; {@link #verify()} refuses the request if there
 * was any. A list parameter may be repeated or hold several words separated by commas. Not thread-safe.
 */
public final class QueryReader {
    /** Most items a page may hold, and how many it holds unless asked otherwise. */
    public static final int LARGEST_PAGE = 200;

    public static final int USUAL_PAGE = 50;

    private static final int LONGEST_VALUE = 2_000;
    private static final String LIMIT = "limit";
    private static final String CURSOR = "cursor";

    private final MultivaluedMap<String, String> query;
    private final List<Problems.Violation> violations = new ArrayList<>();
    private final Map<String, String> asked = new LinkedHashMap<>();

    /** @param names the parameters of the operation; any other is a violation */
    public QueryReader(MultivaluedMap<String, String> query, Set<String> names) {
        this.query = query;
        for (String name : query.keySet()) {
            if (!names.contains(name)) {
                violate(
                        name.length() > 40 ? name.substring(0, 40) + "…" : name,
                        "is not known here; known are "
                                + names.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
    }

    public @Nullable String text(String name) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.isEmpty()) {
            return null;
        }
        String value = values.getFirst();
        if (values.size() > 1) {
            violate(name, "is given more than once");
        } else if (value.isBlank()) {
            violate(name, "is empty");
        } else if (value.length() > LONGEST_VALUE) {
            violate(name, "is longer than " + LONGEST_VALUE + " characters");
        } else if (value.indexOf(0) >= 0) {
            violate(name, "contains a NUL character");
        } else {
            asked.put(name, value);
            return value;
        }
        return null;
    }

    public @Nullable Instant time(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return Rfc3339.parse(text, name);
        } catch (MalformedMessageException _) {
            violate(name, "expected an RFC 3339 time with an offset, as in 2026-02-15T09:00:00Z ('+' is written %2B)");
            return null;
        }
    }

    public @Nullable Boolean flag(String name) {
        String text = text(name);
        if (text == null || text.equals("true") || text.equals("false")) {
            return text == null ? null : Boolean.valueOf(text);
        }
        violate(name, "expected true or false");
        return null;
    }

    public <T> T word(String name, Collection<T> words, Function<T, String> wireName, T otherwise) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        T word = find(text, words, wireName);
        if (word == null) {
            violate(name, expected(words, wireName));
            return otherwise;
        }
        return word;
    }

    public <T> List<T> words(String name, Collection<T> words, Function<T, String> wireName) {
        List<T> found = new ArrayList<>();
        for (String value : query.getOrDefault(name, List.of())) {
            for (String text : value.split(",", -1)) {
                T word = find(text, words, wireName);
                if (word == null) {
                    violate(name, expected(words, wireName));
                    return List.of();
                }
                if (!found.contains(word)) {
                    found.add(word);
                }
            }
        }
        if (!found.isEmpty()) {
            asked.put(name, found.stream().map(wireName).sorted().collect(Collectors.joining(",")));
        }
        return List.copyOf(found);
    }

    public int limit() {
        String text = text(LIMIT);
        if (text == null) {
            return USUAL_PAGE;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= LARGEST_PAGE) {
                return limit;
            }
        } catch (NumberFormatException _) {
            // refused below, like a number out of range
        }
        violate(LIMIT, "expected a whole number from 1 to " + LARGEST_PAGE);
        return USUAL_PAGE;
    }

    /** @param question as given by {@link #question} once all filters were read */
    public @Nullable Cursor cursor(String question) {
        String text = text(CURSOR);
        if (text == null) {
            return null;
        }
        Cursor cursor = Cursor.decode(text, question).orElse(null);
        if (cursor == null) {
            violate(CURSOR, "is none that this list, with these filters, has given out");
        }
        return cursor;
    }

    /** What was asked, apart from page size and place: a cursor belongs to exactly one question. */
    public String question(String operation, String reader) {
        StringBuilder question = new StringBuilder(operation).append('\n').append(reader);
        asked.forEach((name, value) -> {
            if (!name.equals(LIMIT) && !name.equals(CURSOR)) {
                question.append('\n').append(name).append('=').append(value);
            }
        });
        return question.toString();
    }

    /** The value of a {@code Link} header to the page that begins at the cursor; relative to this request's address. */
    public String linkToNext(String path, String cursor) {
        StringBuilder link = new StringBuilder("<").append(path).append('?');
        asked.forEach((name, value) -> {
            if (!name.equals(CURSOR)) {
                link.append(encode(name)).append('=').append(encode(value)).append('&');
            }
        });
        return link.append(CURSOR)
                .append('=')
                .append(cursor)
                .append(">; rel=\"next\"")
                .toString();
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

    private static <T> @Nullable T find(String text, Collection<T> words, Function<T, String> wireName) {
        for (T word : words) {
            if (wireName.apply(word).equals(text)) {
                return word;
            }
        }
        return null;
    }

    private static <T> String expected(Collection<T> words, Function<T, String> wireName) {
        return "expected " + words.stream().map(wireName).collect(Collectors.joining(", "));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
