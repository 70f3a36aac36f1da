package io.keepwatch.rules.judgement;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Words that are looked for in names, such as those of doors. A keyword counts where a word begins: {@code Roof} is in {@code
 * East Rooftop}, and not in {@code Soundproof Room}. Case and what stands between words do not matter: {@code BREAK-ROOM 2},
 * {@code BreakRoom2}. Immutable.
 */
public final class Keywords {
    private static final Pattern WITHIN_A_NAME = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final List<String> keywords;

    /** @param keywords as somebody wrote them; blank ones are in no name */
    public Keywords(List<String> keywords) {
        this.keywords = keywords.stream()
                .map(Keywords::words)
                .filter(keyword -> !keyword.isBlank())
                .toList();
    }

    /** Whether one of them is in the name. */
    public boolean areIn(String name) {
        String words = words(name);
        return keywords.stream().anyMatch(words::contains);
    }

    /** In lower case, with a space before each word. */
    private static String words(String text) {
        String apart = WITHIN_A_NAME.matcher(text).replaceAll(" ").toLowerCase(Locale.ROOT);
        return " " + BETWEEN_WORDS.matcher(apart).replaceAll(" ").strip();
    }
}
