package io.keepwatch.contracts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one streaming reader and writer of {@link Activity}. */
public final class ActivityJson {
    private static final Set<String> ATTRIBUTE_NAMES = attributeNames();

    private ActivityJson() {}

    /**
     * Reads what a sender wrote, before it is known whose activity it is. Fields nobody knows are skipped.
     *
     * @throws MalformedMessageException naming the field that cannot be read
     */
    public static ActivityDraft readDraft(JsonParser json) throws IOException, MalformedMessageException {
        return read(json, null);
    }

    /** As {@link #readDraft(JsonParser)}, for a message that must be one JSON object and nothing more. */
    public static ActivityDraft readDraft(byte[] message) throws MalformedMessageException {
        return readDraft(message, 0, message.length);
    }

    /** As {@link #readDraft(byte[])}, of a part of a buffer. */
    public static ActivityDraft readDraft(byte[] buffer, int offset, int length) throws MalformedMessageException {
        try (JsonParser json = ContractJson.factory().createParser(buffer, offset, length)) {
            ActivityDraft draft = readDraft(json);
            ContractJson.expectEnd(json);
            return draft;
        } catch (IOException e) {
            throw ContractJson.malformed(e);
        }
    }

    /** Reads the value of a record of {@link Topic#ACTIVITY}. */
    public static Activity read(byte[] message) throws MalformedMessageException {
        Resolution resolution = new Resolution();
        try (JsonParser json = ContractJson.factory().createParser(message)) {
            ActivityDraft draft = read(json, resolution);
            ContractJson.expectEnd(json);
            return draft.build(
                    ContractJson.required(resolution.source, "source"),
                    ContractJson.required(resolution.subject, "subject"),
                    resolution.unresolved);
        } catch (IOException e) {
            throw ContractJson.malformed(e);
        }
    }

    /** Writes the value of a record of {@link Topic#ACTIVITY}. */
    public static byte[] write(Activity activity) {
        return ContractJson.bytes(json -> write(activity, json));
    }

    public static void write(Activity activity, JsonGenerator json) throws IOException {
        ActivityHeader header = activity.header();
        json.writeStartObject();
        json.writeStringField("id", header.id());
        json.writeStringField("source", header.source());
        json.writeStringField("time", Rfc3339.format(header.time()));
        json.writeStringField("type", activity.type().wireName());
        ContractJson.write(json, "user", header.user());
        ContractJson.write(json, "host", header.host());
        json.writeStringField("subject", header.subject());
        if (header.unresolved()) {
            json.writeBooleanField("unresolved", true);
        }
        for (Attribute attribute : activity.type().attributes()) {
            write(json, attribute, activity.get(attribute));
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Attribute attribute, @Nullable Object value) throws IOException {
        if (value == null) {
            return;
        }
        json.writeFieldName(attribute.jsonName());
        switch (value) {
            case Long number -> json.writeNumber(number);
            case Boolean flag -> json.writeBoolean(flag);
            case List<?> list -> {
                json.writeStartArray();
                for (Object item : list) {
                    if (item instanceof Attachment attachment) {
                        json.writeStartObject();
                        ContractJson.write(json, "name", attachment.name());
                        json.writeNumberField("bytes", attachment.bytes());
                        json.writeEndObject();
                    } else {
                        json.writeString(item.toString());
                    }
                }
                json.writeEndArray();
            }
            default -> json.writeString(value.toString());
        }
    }

    private static final class Resolution {
        private @Nullable String source;
        private @Nullable String subject;
        private boolean unresolved;
    }

    private static ActivityDraft read(JsonParser json, @Nullable Resolution resolution)
            throws IOException, MalformedMessageException {
        ContractJson.expectObject(json);
        ActivityDraft draft = new ActivityDraft();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "id" -> {
                    once(draft.id() == null, name);
                    draft.id(ContractJson.text(json, name));
                }
                case "time" -> {
                    once(draft.time() == null, name);
                    draft.time(ContractJson.required(ContractJson.time(json, name), name));
                }
                case "type" -> {
                    once(draft.type() == null, name);
                    draft.type(type(ContractJson.requiredText(json, name)));
                }
                case "user" -> {
                    once(draft.user() == null, name);
                    draft.user(ContractJson.text(json, name));
                }
                case "host" -> {
                    once(draft.host() == null, name);
                    draft.host(ContractJson.text(json, name));
                }
                default -> {
                    if (resolution == null || !readResolution(json, name, resolution)) {
                        readAttribute(json, name, draft);
                    }
                }
            }
        }
        return draft;
    }

    private static boolean readResolution(JsonParser json, String name, Resolution resolution)
            throws IOException, MalformedMessageException {
        switch (name) {
            case "source" -> resolution.source = ContractJson.requiredText(json, name);
            case "subject" -> resolution.subject = ContractJson.requiredText(json, name);
            case "unresolved" -> resolution.unresolved = Boolean.TRUE.equals(ContractJson.flag(json, name));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void readAttribute(JsonParser json, String name, ActivityDraft draft)
            throws IOException, MalformedMessageException {
        if (!ATTRIBUTE_NAMES.contains(name)) {
            json.skipChildren();
            return;
        }
        @Nullable
        Object value = switch (json.currentToken()) {
            case VALUE_STRING -> ContractJson.printable(json, name);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> ContractJson.number(json, name);
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case START_ARRAY -> readList(json, name);
            case START_OBJECT -> throw new MalformedMessageException(name + ": an object is not expected here");
            default -> null;
        };
        if (value != null) {
            once(draft.putRaw(name, value), name);
        }
    }

    private static List<Object> readList(JsonParser json, String name) throws IOException, MalformedMessageException {
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            switch (json.currentToken()) {
                case VALUE_STRING -> list.add(ContractJson.printable(json, name));
                case START_OBJECT -> list.add(readAttachment(json, name));
                default -> throw new MalformedMessageException(name + ": a list holds texts or attachments");
            }
        }
        return List.copyOf(list);
    }

    private static Attachment readAttachment(JsonParser json, String list)
            throws IOException, MalformedMessageException {
        String fileName = null;
        long bytes = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "name" -> fileName = ContractJson.text(json, list + ".name");
                case "bytes" -> {
                    Long number = ContractJson.number(json, list + ".bytes");
                    if (number != null && number < 0) {
                        throw new MalformedMessageException(list + ".bytes: expected a number that is not negative");
                    }
                    bytes = number == null ? 0 : number;
                }
                default -> json.skipChildren();
            }
        }
        return new Attachment(fileName, bytes);
    }

    private static ActivityType type(String wireName) throws MalformedMessageException {
        ActivityType type = ActivityType.ofWireName(wireName);
        if (type == null) {
            throw new MalformedMessageException("type: unknown");
        }
        return type;
    }

    private static void once(boolean first, String name) throws MalformedMessageException {
        if (!first) {
            throw new MalformedMessageException(name + ": given twice");
        }
    }

    private static Set<String> attributeNames() {
        Set<String> names = new HashSet<>();
        for (Attribute attribute : Attribute.values()) {
            names.add(attribute.jsonName());
        }
        return Set.copyOf(names);
    }
}
