package io.keepwatch.rules.judgement;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * The regular expressions of conditions. They run in time linear in the text whatever they are (no backtracking, and so
 * no back references and no look-around), on at most {@link #LONGEST_TEXT} characters. Not thread-safe.
 */
final class Patterns {
    /** Longest expression, in characters. */
    static final int LONGEST = 300;
    /** What lies beyond so many characters of a value is not looked at. */
    static final int LONGEST_TEXT = 4_096;

    /** Repeats with a number are written out when an expression is compiled, and those within others multiply. */
    private static final int MOST_REPEATS = 1_000;

    private static final java.util.regex.Pattern REPEAT = java.util.regex.Pattern.compile("\\{(\\d+)(?:,(\\d*))?}");

    private final Map<String, Pattern> compiled = new HashMap<>();

    /** Why this cannot be an expression of a condition, or null if it can. */
    static @Nullable String problem(String expression) {
        if (expression.length() > LONGEST) {
            return "an expression is at most " + LONGEST + " characters long";
        }
        if (repeats(expression) > MOST_REPEATS) {
            return "not an expression that runs in linear time and little memory: what is repeated so often, "
                    + "altogether more than " + MOST_REPEATS + " times, in " + expression;
        }
        try {
            Pattern.compile(expression);
            return null;
        } catch (PatternSyntaxException e) {
            return "not an expression that runs in linear time: " + e.getDescription() + " in " + expression;
        }
    }

    /** An upper bound: as if all of them stood within each other. */
    private static double repeats(String expression) {
        double product = 1;
        Matcher repeat = REPEAT.matcher(expression);
        while (repeat.find()) {
            String most = repeat.group(2) == null || repeat.group(2).isEmpty() ? repeat.group(1) : repeat.group(2);
            product *= Math.max(1, Double.parseDouble(most));
        }
        return product;
    }

    /** Whether the whole text matches. */
    boolean match(String expression, String text) {
        String looked = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
        return compiled.computeIfAbsent(expression, Pattern::compile).matches(looked);
    }
}
