package io.keepwatch.hunting.question;

/** Texts in quotes: how they are written, and what is in them. The grammar decides where they end. */
final class Quotes {
    /** As in the grammar. */
    private static final String DOUBLE = "\"\u201C\u201D\u201E\u201F\u00AB\u00BB\u2033";

    private static final String SINGLE = "'\u2018\u2019\u201A\u201B\u2039\u203A\u2032";

    private Quotes() {}

    /** The text as the grammar reads it back. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '\\' || DOUBLE.indexOf(c) >= 0) {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.append('"').toString();
    }

    /**
     * What is between the quotes. A backslash makes a quote or a backslash ordinary; before anything else it is a
     * mistake, lest a path of Windows be read as another.
     *
     * @param column of the opening quote
     */
    static String unquoted(String quoted, int column) throws QuestionException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            if (c == '\\') {
                char next = quoted.charAt(i + 1);
                if (next != '\\' && !isQuote(next)) {
                    throw new QuestionException(
                            column + quoted.codePointCount(0, i), "in quotes a backslash is written twice");
                }
                c = next;
                i++;
            }
            text.append(c);
        }
        return text.toString();
    }

    static boolean isQuote(char c) {
        return DOUBLE.indexOf(c) >= 0 || SINGLE.indexOf(c) >= 0;
    }

    /** What is after an opening quote, as far as it is typed; a backslash at the end is not yet anything. */
    static String begun(String unclosed) {
        return unclosed.substring(1).replaceAll("(?s)\\\\(.)", "$1").replaceAll("\\\\$", "");
    }
}
