package io.keepwatch.hunting.review;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Writes HTML of which nothing but the tags is ours: every text and every value of an attribute is escaped, and what would
 * be invisible or turn the direction of the line is written out. Not thread-safe.
 */
final class Html {
    private static final List<Integer> HARMLESS = List.of(0x200C, 0x200D);

    private final StringBuilder page = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** @param attributes names, each with the value after it; one whose value is empty is left out */
    Html open(String tag, String... attributes) {
        start(tag, attributes);
        open.push(tag);
        return this;
    }

    Html close() {
        page.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element without content, such as {@code meta} or a shape. */
    Html empty(String tag, String... attributes) {
        start(tag, attributes);
        return this;
    }

    /** An element with nothing but text in it. */
    Html text(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    Html text(String text) {
        escape(text);
        return this;
    }

    /** Markup of ours. */
    Html markup(String markup) {
        page.append(markup);
        return this;
    }

    private void start(String tag, String... attributes) {
        page.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            if (!attributes[i + 1].isEmpty()) {
                page.append(' ').append(attributes[i]).append("=\"");
                escape(attributes[i + 1]);
                page.append('"');
            }
        }
        page.append('>');
    }

    private void escape(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> page.append("&amp;");
                case '<' -> page.append("&lt;");
                case '>' -> page.append("&gt;");
                case '"' -> page.append("&quot;");
                case '\'' -> page.append("&#39;");
                default -> {
                    if (isInvisible(c)) {
                        page.append("\\u{").append(Integer.toHexString(c)).append('}');
                    } else {
                        page.appendCodePoint(c);
                    }
                }
            }
        });
    }

    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.FORMAT -> !HARMLESS.contains(c);
            default -> false;
        };
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
