package io.keepwatch.hunting.question;

import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Says what is wrong where parsing cannot go on. */
final class SyntaxMistake {
    private static final int MOST_QUOTED = 40;

    private SyntaxMistake() {}

    static QuestionException of(Syntax.Stop stop) {
        Token token = stop.token();
        Token open = stop.open();
        boolean mayClose = stop.expected() == Syntax.Expected.CONNECTIVE;
        if (token.getType() == QuestionLexer.UNCLOSED) {
            return new QuestionException(Syntax.column(token), "the quote that opens here is not closed");
        }
        if (token.getType() == Token.EOF && mayClose && open != null) {
            return new QuestionException(Syntax.column(open), "the parenthesis that opens here is not closed");
        }
        if (token.getType() == QuestionLexer.CLOSE && mayClose && open == null) {
            return new QuestionException(Syntax.column(token), "no parenthesis is open that this one could close");
        }
        return new QuestionException(
                Syntax.column(token),
                "expected " + expected(stop, open != null) + found(token) + hint(stop),
                Suggestion.nearest(token.getText(), alternatives(stop)));
    }

    private static String expected(Syntax.Stop stop, boolean open) {
        return switch (stop.expected()) {
            case FIELD -> "a field, ! or (";
            case OPERATOR -> "an operator (" + String.join(", ", operators(stop)) + ")";
            case VALUE -> "a value";
            case LIST -> "a list, as in [\"a\", \"b\"]";
            case SEPARATOR -> "a comma or ]";
            case CONNECTIVE -> open ? "&&, || or )" : "&& or ||";
        };
    }

    private static List<String> alternatives(Syntax.Stop stop) {
        return switch (stop.expected()) {
            case OPERATOR -> operators(stop);
            case CONNECTIVE -> List.of("&&", "||", "and", "or");
            case FIELD, VALUE, LIST, SEPARATOR -> List.of();
        };
    }

    /** Those of the field, or of any field if nobody knows this one. */
    private static List<String> operators(Syntax.Stop stop) {
        Token name = stop.field();
        @Nullable Field field = name == null ? null : Field.named(name.getText());
        return field == null
                ? List.of("=", "!=", ">", ">=", "<", "<=", "starts_with", "ends_with", "contains", "in")
                : field.kind().operators();
    }

    private static String found(Token token) {
        return token.getType() == Token.EOF ? ", but the text ends here" : ", not " + shortened(token.getText());
    }

    private static String hint(Syntax.Stop stop) {
        Token token = stop.token();
        boolean inValue = stop.expected() == Syntax.Expected.VALUE || stop.followsBareValue();
        boolean perhapsValue = token.getType() == QuestionLexer.UNEXPECTED
                || Character.isLetter(token.getText().codePointAt(0));
        return inValue && perhapsValue
                ? "; a value of several words or with other signs than . _ - : / @ + is put in quotes"
                : "";
    }

    /** As much of the text as a message needs. */
    static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= MOST_QUOTED
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MOST_QUOTED)) + "…";
    }
}
