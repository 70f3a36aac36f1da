package io.keepwatch.hunting.question;

import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Rfc3339;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;

/** Reads a value as the field that it is for wants it. */
final class ValueReader {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant BEYOND = Instant.parse("+10000-01-01T00:00:00Z");

    private ValueReader() {}

    /** A value as it is written in a question. */
    static List<Value> read(Field field, Operator operator, Token token) throws QuestionException {
        int column = Syntax.column(token);
        String text = token.getText();
        return token.getType() == QuestionLexer.STRING
                ? read(field, operator, Quotes.unquoted(text, column), true, column)
                : read(field, operator, text, false, column);
    }

    /**
     * Several values if a word means several; at least one.
     *
     * @param text without the quotes
     * @param column what a mistake is reported for
     */
    static List<Value> read(Field field, Operator operator, String text, boolean quoted, int column)
            throws QuestionException {
        return switch (field.kind()) {
            case TEXT -> operator == Operator.EQUAL ? words(field, text, column) : List.of(new Value.Text(text));
            case NUMBER -> List.of(number(field, text, quoted, column));
            case FLAG -> List.of(flag(field, text, quoted, column));
            case TIME -> List.of(time(field, text, column));
        };
    }

    private static List<Value> words(Field field, String text, int column) throws QuestionException {
        List<String> words = field.meanings(text);
        if (words.isEmpty()) {
            throw new QuestionException(
                    column,
                    field.name() + " is never " + (text.isEmpty() ? "empty" : SyntaxMistake.shortened(text))
                            + ", only one of " + String.join(", ", field.words()),
                    Suggestion.nearest(text, field.spellings()));
        }
        return words.stream().<Value>map(Value.Text::new).toList();
    }

    private static Value number(Field field, String text, boolean quoted, int column) throws QuestionException {
        if (quoted || !WHOLE.matcher(text).matches()) {
            throw wrongKind(field, quoted && WHOLE.matcher(text).matches(), text, column);
        }
        try {
            return new Value.Number(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new QuestionException(column, "numbers lie between " + Long.MIN_VALUE + " and " + Long.MAX_VALUE);
        }
    }

    private static Value flag(Field field, String text, boolean quoted, int column) throws QuestionException {
        boolean isTrue = text.equalsIgnoreCase("true");
        boolean isFlag = isTrue || text.equalsIgnoreCase("false");
        if (quoted || !isFlag) {
            throw wrongKind(field, quoted && isFlag, text, column);
        }
        return new Value.Flag(isTrue);
    }

    private static QuestionException wrongKind(Field field, boolean butForQuotes, String text, int column) {
        return new QuestionException(
                column,
                field.name() + " is " + field.kind().description()
                        + (butForQuotes ? ", written without quotes" : ", not " + SyntaxMistake.shortened(text)));
    }

    private static Value time(Field field, String text, int column) throws QuestionException {
        Instant time;
        try {
            time = WHOLE.matcher(text).matches()
                    ? Instant.ofEpochMilli(Long.parseLong(text))
                    : Rfc3339.parse(text, field.name());
        } catch (NumberFormatException e) {
            throw beyond(column);
        } catch (MalformedMessageException e) {
            throw new QuestionException(
                    column,
                    field.name() + " is a time: RFC 3339 with an offset, as in \"2015-07-28T17:30:40Z\","
                            + " or milliseconds since 1970");
        }
        if (time.isBefore(EARLIEST) || !time.isBefore(BEYOND)) {
            throw beyond(column);
        }
        return new Value.Time(time);
    }

    private static QuestionException beyond(int column) {
        return new QuestionException(column, "times lie between the years 0000 and 9999");
    }
}
