package io.keepwatch.hunting.question;

import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;

/** From text to the grammar's tree, or to the first thing that is in the way. */
final class Syntax {
    private Syntax() {}

    /** What has to come next. */
    enum Expected {
        FIELD,
        OPERATOR,
        VALUE,
        LIST,
        SEPARATOR,
        CONNECTIVE
    }

    /**
     * Where parsing cannot go on.
     *
     * @param token what stands there
     * @param expected what would have to
     * @param field what is being compared, if a comparison has begun
     * @param tokens all of the text, the end included
     */
    record Stop(Token token, Expected expected, @Nullable Token field, List<Token> tokens) {
        /** The innermost parenthesis that is open there. */
        @Nullable
        Token open() {
            int closed = 0;
            for (int i = token.getTokenIndex() - 1; i >= 0; i--) {
                switch (tokens.get(i).getType()) {
                    case QuestionLexer.CLOSE -> closed++;
                    case QuestionLexer.OPEN -> {
                        if (closed-- == 0) {
                            return tokens.get(i);
                        }
                    }
                    default -> {}
                }
            }
            return null;
        }

        /** Whether the comparison before ends in a value without quotes, of which this may be meant as a part. */
        boolean followsBareValue() {
            return expected == Expected.CONNECTIVE
                    && token.getTokenIndex() > 0
                    && tokens.get(token.getTokenIndex() - 1).getType() == QuestionLexer.WORD;
        }
    }

    /** Not an error of the program, so it carries no stack; it ends the parser at the first mistake. */
    private static final class Stopped extends ParseCancellationException {
        private static final long serialVersionUID = 1L;

        private final transient Stop stop;

        Stopped(Stop stop) {
            this.stop = stop;
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    /** @throws QuestionException also if it is too long or too deep, before anything recurses into it */
    static QuestionParser.QuestionContext parse(String text) throws QuestionException {
        requireReadable(text);
        CommonTokenStream tokens = tokens(text);
        requireShallow(tokens.getTokens());
        try {
            return tree(tokens);
        } catch (Stopped e) {
            throw SyntaxMistake.of(e.stop);
        }
    }

    /** Where parsing cannot go on, or null if the text is a question, or too deep to look at. */
    static @Nullable Stop stop(String text) {
        CommonTokenStream tokens = tokens(text);
        try {
            requireShallow(tokens.getTokens());
            tree(tokens);
            return null;
        } catch (QuestionException e) {
            return null;
        } catch (Stopped e) {
            return e.stop;
        }
    }

    /** The tokens of any text, the end included. */
    static CommonTokenStream tokens(String text) {
        QuestionLexer lexer = new QuestionLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        return tokens;
    }

    private static void requireReadable(String text) throws QuestionException {
        int column = 0;
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            column++;
            int character = text.codePointAt(i);
            if (column > Question.LONGEST) {
                throw new QuestionException(column, "a question has at most " + Question.LONGEST + " characters");
            }
            if (character == 0 || Character.getType(character) == Character.SURROGATE) {
                throw new QuestionException(column, "this is no character: NUL, or half of one");
            }
        }
    }

    private static void requireShallow(List<Token> tokens) throws QuestionException {
        int depth = 0;
        for (Token token : tokens) {
            if (token.getType() == QuestionLexer.OPEN && ++depth > Question.DEEPEST) {
                throw new QuestionException(
                        column(token), "parentheses are nested more than " + Question.DEEPEST + " deep");
            }
            if (token.getType() == QuestionLexer.CLOSE) {
                depth--;
            }
        }
    }

    private static QuestionParser.QuestionContext tree(CommonTokenStream tokens) {
        QuestionParser parser = new QuestionParser(tokens);
        // The grammar is decided by the next token: the quick mode is exact, and remembers little.
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        parser.removeErrorListeners();
        parser.addErrorListener(new BaseErrorListener() {
            @Override
            public void syntaxError(
                    Recognizer<?, ?> recognizer,
                    Object offender,
                    int line,
                    int charPositionInLine,
                    String message,
                    @Nullable RecognitionException e) {
                throw new Stopped(stop((Parser) recognizer, (Token) offender, e, tokens.getTokens()));
            }
        });
        return parser.question();
    }

    private static Stop stop(Parser parser, Token offender, @Nullable RecognitionException e, List<Token> tokens) {
        Token field = null;
        for (ParserRuleContext at = parser.getContext(); at != null && field == null; at = at.getParent()) {
            field = at instanceof QuestionParser.ComparisonContext comparison ? comparison.field : null;
        }
        IntervalSet possible = e == null ? parser.getExpectedTokens() : e.getExpectedTokens();
        return new Stop(offender, expected(possible), field, tokens);
    }

    private static Expected expected(IntervalSet possible) {
        if (possible.contains(QuestionLexer.OPEN)) {
            return Expected.FIELD;
        }
        if (possible.contains(QuestionLexer.EQUAL)) {
            return Expected.OPERATOR;
        }
        if (possible.contains(QuestionLexer.STRING)) {
            return Expected.VALUE;
        }
        if (possible.contains(QuestionLexer.LIST)) {
            return Expected.LIST;
        }
        return possible.contains(QuestionLexer.COMMA) ? Expected.SEPARATOR : Expected.CONNECTIVE;
    }

    /** Tokens count code points from 0. */
    static int column(Token token) {
        return token.getStartIndex() + 1;
    }
}
