package io.keepwatch.contracts;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An activity as a sender described it, before ingestion knows whose it is: a type, the header's fields and raw
 * attributes. {@link ActivityJson#readDraft} fills one from JSON, a decoder of another format by {@link #set}; {@link
 * #build} checks every attribute of the type and makes the record. Attributes that the type does not have are ignored,
 * so that a sender may be ahead of us. Not thread-safe.
 */
public final class ActivityDraft {
    /** Longest id, source, user or host, in characters; they become keys. */
    public static final int LONGEST_KEY = 256;

    private @Nullable ActivityType type;
    private @Nullable String id;
    private @Nullable Instant time;
    private @Nullable String user;
    private @Nullable String host;
    private @Nullable String source;
    private final Map<String, Object> raw = new HashMap<>();

    public @Nullable ActivityType type() {
        return type;
    }

    public @Nullable String id() {
        return id;
    }

    public @Nullable Instant time() {
        return time;
    }

    public @Nullable String user() {
        return user;
    }

    public @Nullable String host() {
        return host;
    }

    /** The feed that the sender's own envelope names, or null where the format has no such envelope. */
    public @Nullable String source() {
        return source;
    }

    /** The text given for an attribute, not yet checked; null if it is absent or not text. */
    public @Nullable String given(Attribute attribute) {
        return raw.get(attribute.jsonName()) instanceof String text ? text : null;
    }

    public ActivityDraft type(ActivityType newType) {
        type = newType;
        return this;
    }

    public ActivityDraft id(@Nullable String newId) throws MalformedMessageException {
        id = key("id", newId);
        return this;
    }

    public ActivityDraft time(Instant newTime) {
        time = newTime;
        return this;
    }

    public ActivityDraft user(@Nullable String newUser) throws MalformedMessageException {
        user = key("user", newUser);
        return this;
    }

    public ActivityDraft host(@Nullable String newHost) throws MalformedMessageException {
        host = key("host", newHost);
        return this;
    }

    /** @throws MalformedMessageException if it is blank or longer than {@link #LONGEST_KEY} */
    public ActivityDraft source(@Nullable String newSource) throws MalformedMessageException {
        source = key("source", newSource);
        return this;
    }

    /** Sets an attribute from a decoder; the value has the Java type of the attribute's {@link Attribute.Kind}. */
    public ActivityDraft set(Attribute attribute, Object value) {
        raw.put(attribute.jsonName(), value);
        return this;
    }

    /** Puts a value under its JSON name, as the reader found it; false if the name is already taken. */
    boolean putRaw(String jsonName, Object value) {
        return raw.putIfAbsent(jsonName, value) == null;
    }

    /**
     * Makes the record.
     *
     * @throws MalformedMessageException naming the first field that is missing or not of its kind
     */
    public Activity build(String source, String subject, boolean unresolved) throws MalformedMessageException {
        if (type == null) {
            throw new MalformedMessageException("type: missing");
        }
        if (time == null) {
            throw new MalformedMessageException("time: missing");
        }
        if (id == null) {
            throw new MalformedMessageException("id: missing");
        }
        return type.build(new ActivityHeader(id, source, time, user, host, subject, unresolved), this);
    }

    @Nullable
    String text(Attribute attribute) throws MalformedMessageException {
        Object value = raw.get(attribute.jsonName());
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            throw expected(attribute, "text");
        }
        if (attribute.kind() == Attribute.Kind.WORD) {
            int at = attribute.vocabulary().indexOf(text);
            if (at < 0) {
                throw expected(attribute, "one of " + String.join(", ", attribute.vocabulary()));
            }
            return attribute.vocabulary().get(at);
        }
        return text;
    }

    long number(Attribute attribute, long absent) throws MalformedMessageException {
        Object value = raw.get(attribute.jsonName());
        if (value == null) {
            return absent;
        }
        if (!(value instanceof Long number)) {
            throw expected(attribute, "a whole number");
        }
        if (number < 0) {
            throw expected(attribute, "a number that is not negative");
        }
        return number;
    }

    @Nullable
    Boolean flag(Attribute attribute) throws MalformedMessageException {
        Object value = raw.get(attribute.jsonName());
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        throw expected(attribute, "true or false");
    }

    @Nullable
    Instant time(Attribute attribute) throws MalformedMessageException {
        Object value = raw.get(attribute.jsonName());
        if (value == null || value instanceof Instant) {
            return (Instant) value;
        }
        if (value instanceof String text) {
            return Rfc3339.parse(text, attribute.jsonName());
        }
        throw expected(attribute, "an RFC 3339 time with an offset");
    }

    List<String> texts(Attribute attribute) throws MalformedMessageException {
        Object value = raw.get(attribute.jsonName());
        if (value == null) {
            return List.of();
        }
        if (value instanceof String text) {
            return List.of(text);
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw expected(attribute, "a list of texts");
    }

    List<Attachment> attachments(Attribute attribute) throws MalformedMessageException {
        Object value = raw.get(attribute.jsonName());
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list && list.stream().allMatch(Attachment.class::isInstance)) {
            return list.stream().map(Attachment.class::cast).toList();
        }
        throw expected(attribute, "a list of objects with name and bytes");
    }

    private static MalformedMessageException expected(Attribute attribute, String what) {
        return new MalformedMessageException(attribute.jsonName() + ": expected " + what);
    }

    private static @Nullable String key(String field, @Nullable String value) throws MalformedMessageException {
        if (value == null) {
            return null;
        }
        if (value.isBlank()) {
            throw new MalformedMessageException(field + ": is blank");
        }
        if (value.length() > LONGEST_KEY) {
            throw new MalformedMessageException(field + ": longer than " + LONGEST_KEY + " characters");
        }
        return value;
    }
}
