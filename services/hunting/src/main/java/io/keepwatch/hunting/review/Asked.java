package io.keepwatch.hunting.review;

import io.keepwatch.contracts.Rfc3339;
import io.keepwatch.hunting.question.Condition;
import io.keepwatch.hunting.question.Question;
import io.keepwatch.hunting.question.QuestionException;
import org.jspecify.annotations.Nullable;

/**
 * The question behind a figure. What is counted and what the link beside it finds are the same condition, so that they
 * cannot disagree.
 */
final class Asked {
    /** In code points. A longer text is left out of a question, which then finds more; it would not fit into a link. */
    static final int LONGEST_VALUE = 1_000;

    private final Question question;

    private Asked(Question question) {
        this.question = question;
    }

    static Asked about(Window window) {
        return read("timestamp >= \"" + Rfc3339.format(window.from()) + "\" && timestamp < \""
                + Rfc3339.format(window.until()) + "\"");
    }

    /** @param name a subject or an account */
    static Asked about(String name) {
        return read("").with("user", name);
    }

    static Asked about(String name, Window window) {
        return about(window).with("user", name);
    }

    /** Only activities that have this value. */
    Asked with(String field, Object value) {
        try {
            return new Asked(question.and(field, value.toString()));
        } catch (QuestionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Only activities that have this text, or none if it is null. What cannot be asked for is left out. */
    Asked withText(String field, @Nullable String value) {
        if (value == null) {
            return that("!(" + field + " starts_with \"\")");
        }
        return isAskable(value) ? with(field, value) : this;
    }

    /** Whether a question can hold the text: it is not too long, and made of whole characters. */
    static boolean isAskable(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_VALUE
                && text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }

    /** @param clause one of ours, without anybody's text */
    Asked that(String clause) {
        return read(question + " && " + clause);
    }

    Condition condition() {
        return question.condition();
    }

    private static Asked read(String text) {
        try {
            return new Asked(Question.parse(text));
        } catch (QuestionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return question.toString();
    }
}
