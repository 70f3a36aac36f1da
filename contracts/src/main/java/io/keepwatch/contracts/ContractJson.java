package io.keepwatch.contracts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one JSON dialect of the contracts: bounded depth and lengths, no duplicate meaning, no unprintable text. */
public final class ContractJson {
    /** Deepest nesting of any message; ours need four. */
    public static final int DEEPEST = 32;
    /** Longest text of any message, in characters: no more than a line of input may hold. */
    public static final int LONGEST_TEXT = 1_000_000;

    private static final int LONGEST_NUMBER = 40;
    private static final double LARGEST_EXACT = 1L << 53;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNameLength(ActivityDraft.LONGEST_KEY)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private ContractJson() {}

    /** Writes one message. */
    @FunctionalInterface
    public interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    /** The factory behind every reader and writer here, for callers that stream several messages from one document. */
    public static JsonFactory factory() {
        return FACTORY;
    }

    public static byte[] bytes(Body body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            body.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    /** The sentence for what Jackson could not parse: where and what, without the input itself. */
    public static MalformedMessageException malformed(IOException e) {
        if (e instanceof StreamConstraintsException) {
            return MalformedMessageException.unreadable("beyond the limits: at most " + DEEPEST
                    + " levels of nesting, names of " + ActivityDraft.LONGEST_KEY + " characters, numbers of "
                    + LONGEST_NUMBER + " digits");
        }
        if (e instanceof JsonParseException parse && parse.getLocation() != null) {
            return MalformedMessageException.unreadable(
                    "not readable as JSON at column " + parse.getLocation().getColumnNr());
        }
        return MalformedMessageException.unreadable("not readable as JSON");
    }

    /** The value at hand, or the first of the document, must be an object. */
    public static void expectObject(JsonParser json) throws IOException, MalformedMessageException {
        JsonToken token = json.currentToken() == null ? json.nextToken() : json.currentToken();
        if (token != JsonToken.START_OBJECT) {
            throw MalformedMessageException.unreadable("expected a JSON object");
        }
    }

    /** The document must end here. */
    public static void expectEnd(JsonParser json) throws IOException, MalformedMessageException {
        if (json.nextToken() != null) {
            throw MalformedMessageException.unreadable("more than one JSON value");
        }
    }

    /** The text at hand, or null where it is null. */
    public static @Nullable String text(JsonParser json, String field) throws IOException, MalformedMessageException {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> printable(json, field);
            default -> throw new MalformedMessageException(field + ": expected text");
        };
    }

    static String requiredText(JsonParser json, String field) throws IOException, MalformedMessageException {
        return required(text(json, field), field);
    }

    static <T> T required(@Nullable T value, String field) throws MalformedMessageException {
        if (value == null) {
            throw new MalformedMessageException(field + ": missing");
        }
        return value;
    }

    static @Nullable Boolean flag(JsonParser json, String field) throws MalformedMessageException {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new MalformedMessageException(field + ": expected true or false");
        };
    }

    static @Nullable Long number(JsonParser json, String field) throws IOException, MalformedMessageException {
        switch (json.currentToken()) {
            case VALUE_NULL:
                return null;
            case VALUE_NUMBER_INT:
                if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                    break;
                }
                return json.getLongValue();
            case VALUE_NUMBER_FLOAT:
                double value = json.getDoubleValue();
                if (Math.rint(value) == value && Math.abs(value) <= LARGEST_EXACT) {
                    return (long) value;
                }
                break;
            default:
                break;
        }
        throw new MalformedMessageException(field + ": expected a whole number");
    }

    /** A number from least to most, both included. */
    static @Nullable Double decimal(JsonParser json, String field, double least, double most)
            throws IOException, MalformedMessageException {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                double value = json.getDoubleValue();
                if (value < least || value > most) {
                    throw new MalformedMessageException(field + ": out of range");
                }
                yield value;
            }
            default -> throw new MalformedMessageException(field + ": expected a number");
        };
    }

    static @Nullable Instant time(JsonParser json, String field) throws IOException, MalformedMessageException {
        String text = text(json, field);
        return text == null ? null : Rfc3339.parse(text, field);
    }

    static List<String> texts(JsonParser json, String field) throws IOException, MalformedMessageException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return List.of();
        }
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new MalformedMessageException(field + ": expected a list of texts");
        }
        List<String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            texts.add(requiredText(json, field));
        }
        return List.copyOf(texts);
    }

    /** One item of a list. */
    @FunctionalInterface
    interface Item<T> {
        T read(JsonParser json) throws IOException, MalformedMessageException;
    }

    static <T> List<T> list(JsonParser json, String field, Item<T> item) throws IOException, MalformedMessageException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new MalformedMessageException(field + ": expected a list");
        }
        List<T> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            items.add(item.read(json));
        }
        return items;
    }

    /** A list of nothing but objects; the item begins after the first brace. */
    static <T> List<T> objects(JsonParser json, String field, Item<T> item)
            throws IOException, MalformedMessageException {
        return list(json, field, one -> {
            expectObject(one);
            return item.read(one);
        });
    }

    /** A text that is one of these words. */
    static @Nullable String word(JsonParser json, String field, Collection<String> words)
            throws IOException, MalformedMessageException {
        String text = text(json, field);
        if (text != null && !words.contains(text)) {
            throw new MalformedMessageException(field + ": unknown");
        }
        return text;
    }

    static @Nullable Duration duration(JsonParser json, String field) throws IOException, MalformedMessageException {
        String text = text(json, field);
        try {
            return text == null ? null : Duration.parse(text);
        } catch (DateTimeException e) {
            throw new MalformedMessageException(field + ": expected a duration such as PT720H");
        }
    }

    static void write(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    static void write(JsonGenerator json, String field, @Nullable Instant value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value.toString());
        }
    }

    static void write(JsonGenerator json, String field, @Nullable Boolean value) throws IOException {
        if (value != null) {
            json.writeBooleanField(field, value);
        }
    }

    static void write(JsonGenerator json, String field, Collection<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    /** The text at hand; refuses NUL, which databases refuse later, and half surrogate pairs, which nothing can encode. */
    static String printable(JsonParser json, String field) throws IOException, MalformedMessageException {
        char[] text = json.getTextCharacters();
        int end = json.getTextOffset() + json.getTextLength();
        for (int i = json.getTextOffset(); i < end; i++) {
            char c = text[i];
            if (c == 0) {
                throw new MalformedMessageException(field + ": contains a NUL character");
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c) || i + 1 == end || !Character.isLowSurrogate(text[i + 1])) {
                    throw new MalformedMessageException(field + ": contains half a Unicode surrogate pair");
                }
                i++;
            }
        }
        return json.getText();
    }
}
