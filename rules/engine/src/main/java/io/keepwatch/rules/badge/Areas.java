package io.keepwatch.rules.badge;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which doors lead where, by keywords in their names; the keywords are lists that security engineers edit (S3-25). A keyword
 * counts where a word begins: {@code Roof} is in {@code East Rooftop}, and not in {@code Soundproof Room}. Case and what
 * stands between words do not matter: {@code BREAK-ROOM 2}, {@code BreakRoom2}.
 */
public final class Areas {
    /** The names of the lists in {@code rules/lists}. */
    public static final String SENSITIVE = "sensitive-areas";

    public static final String COMMON = "common-areas";
    public static final String RECREATIONAL = "recreational-areas";
    public static final String ROOF = "roof-areas";

    private static final Pattern WITHIN_A_NAME = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final List<String> sensitive;
    private final List<String> recreational;
    private final List<String> common;
    private final List<String> roof;

    /** @param lists keywords by the list's name; a list that is missing names no door */
    public Areas(Map<String, List<String>> lists) {
        sensitive = keywords(lists, SENSITIVE);
        recreational = keywords(lists, RECREATIONAL);
        common = keywords(lists, COMMON);
        roof = keywords(lists, ROOF);
    }

    private static List<String> keywords(Map<String, List<String>> lists, String name) {
        return lists.getOrDefault(name, List.of()).stream()
                .map(Areas::words)
                .filter(keyword -> !keyword.isBlank())
                .toList();
    }

    /** The area behind a door of this name. */
    public Area behind(@Nullable String door) {
        if (door == null) {
            return Area.UNKNOWN;
        }
        String name = words(door);
        return new Area(kind(name), hasAny(roof, name));
    }

    private Area.Kind kind(String name) {
        if (hasAny(sensitive, name)) {
            return Area.Kind.SENSITIVE;
        }
        if (hasAny(recreational, name)) {
            return Area.Kind.RECREATIONAL;
        }
        return hasAny(common, name) ? Area.Kind.COMMON : Area.Kind.OTHER;
    }

    private static boolean hasAny(List<String> keywords, String name) {
        return keywords.stream().anyMatch(name::contains);
    }

    /** In lower case, with a space before each word. */
    private static String words(String text) {
        String apart = WITHIN_A_NAME.matcher(text).replaceAll(" ").toLowerCase(Locale.ROOT);
        return " " + BETWEEN_WORDS.matcher(apart).replaceAll(" ").strip();
    }
}
