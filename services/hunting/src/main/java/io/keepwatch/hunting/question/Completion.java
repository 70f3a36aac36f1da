package io.keepwatch.hunting.question;

import io.keepwatch.hunting.activity.Column;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * What may stand at a place in a question that is being typed.
 *
 * @param from how many characters (code points) are before what would be replaced, which ends at the cursor
 * @param proposals whole replacements for it, in the order to be shown
 * @param free what to look for in the store, if any text may stand here; null otherwise
 */
public record Completion(
        int from, List<String> proposals, @Nullable FreeText free) {
    /** No text has it, so that parsing ends before it. */
    private static final String CURSOR = "\0";

    public Completion {
        proposals = List.copyOf(proposals);
    }

    /**
     * Texts that are only known to the store.
     *
     * @param columns the ones to look in; of an executable the file name counts too, where the field is {@code command}
     * @param prefix what the text begins with, without quotes; empty if nothing is typed yet
     */
    public record FreeText(String field, List<Column> columns, String prefix) {
        public FreeText {
            columns = List.copyOf(columns);
        }

        /** A text of the store as it has to be typed. */
        public String proposal(String text) {
            return Quotes.quoted(text);
        }
    }

    /**
     * Looks at what is before the cursor only. Whatever is there, there is an answer; where it is already wrong, an empty
     * one.
     *
     * @param cursor how many characters (code points) are before it; beyond the text is at its end
     */
    public static Completion of(String text, int cursor) {
        int length = text.codePointCount(0, text.length());
        int at = Math.clamp(cursor, 0, length);
        String before = text.substring(0, text.offsetByCodePoints(0, at));
        if (at > Question.LONGEST || before.contains(CURSOR)) {
            return nothing(at);
        }
        List<Token> tokens = Syntax.tokens(before).getTokens();
        Token last = tokens.size() == 1 ? null : tokens.get(tokens.size() - 2);
        boolean touches = last != null && last.getStopIndex() == at - 1;
        if (last == null || !touches || last.getType() == QuestionLexer.STRING) {
            return after(before, at, "");
        }
        String whole = before.substring(0, before.length() - last.getText().length());
        Completion replacing = after(whole, last.getStartIndex(), last.getText());
        return isSign(last) ? after(before, at, "").or(replacing) : replacing;
    }

    /** A sign may be complete, unlike a word, of which more letters may come. */
    private static boolean isSign(Token token) {
        return token.getType() != QuestionLexer.UNCLOSED
                && !Character.isLetterOrDigit(token.getText().codePointAt(0));
    }

    private static Completion nothing(int from) {
        return new Completion(from, List.of(), null);
    }

    private Completion or(Completion other) {
        return proposals.isEmpty() && free == null ? other : this;
    }

    private static Completion after(String before, int from, String typed) {
        Syntax.Stop stop = Syntax.stop(before + CURSOR);
        if (stop == null || !stop.token().getText().equals(CURSOR)) {
            return nothing(from);
        }
        @Nullable
        Field field = stop.field() == null ? null : Field.named(stop.field().getText());
        return switch (stop.expected()) {
            case FIELD -> offer(from, typed, Field.names());
            case OPERATOR ->
                field == null ? nothing(from) : offer(from, typed, field.kind().operators());
            case VALUE -> field == null ? nothing(from) : value(from, typed, field);
            case LIST -> offer(from, typed, List.of("["));
            case SEPARATOR -> offer(from, typed, List.of(",", "]"));
            case CONNECTIVE -> offer(from, typed, stop.open() == null ? List.of("&&", "||") : List.of("&&", "||", ")"));
        };
    }

    private static Completion offer(int from, String typed, Collection<String> all) {
        return new Completion(from, starting(typed, all.stream()), null);
    }

    private static List<String> starting(String typed, Stream<String> all) {
        String start = typed.toLowerCase(Locale.ROOT);
        return all.filter(one -> one.toLowerCase(Locale.ROOT).startsWith(start)).toList();
    }

    private static Completion value(int from, String typed, Field field) {
        boolean quoted = !typed.isEmpty() && Quotes.isQuote(typed.charAt(0));
        String prefix = quoted ? Quotes.begun(typed) : typed;
        return switch (field.kind()) {
            case FLAG -> offer(from, typed, List.of("true", "false"));
            case NUMBER, TIME -> nothing(from);
            case TEXT -> {
                List<String> words = new ArrayList<>();
                for (String word : starting(prefix, field.spellings().stream())) {
                    words.add(quoted ? Quotes.quoted(word) : word);
                }
                FreeText free = new FreeText(
                        field.name(),
                        field.places().stream().map(Place::column).distinct().toList(),
                        prefix);
                yield new Completion(from, words, field.words().isEmpty() ? free : null);
            }
        };
    }
}
