package io.keepwatch.ingestion.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.ContractJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Rfc3339;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0 in structured mode, an activity as {@code data}. What the activity does not say itself is taken from
 * the envelope: {@code id}, {@code time}, {@code type}; {@code source} names the feed.
 */
@Singleton
public final class CloudEventsFormat implements InputFormat {
    public static final String NAME = "cloudevents";

    private static final String VERSION = "1.0";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public LineDecoder newDecoder() {
        return new Decoder();
    }

    private static final class Decoder implements LineDecoder {
        @Override
        public void line(byte[] buffer, int offset, int length, long lineNumber, Sink sink) {
            ActivityDraft draft;
            try {
                draft = read(buffer, offset, length);
            } catch (MalformedMessageException e) {
                if (e.isUnreadable()) {
                    sink.unreadable(lineNumber, e.reason());
                } else {
                    sink.reject(lineNumber, e.reason());
                }
                return;
            }
            sink.accept(draft, lineNumber);
        }

        @Override
        public void end(Sink sink) {
            // Every event was dealt with when it came.
        }
    }

    private static ActivityDraft read(byte[] buffer, int offset, int length) throws MalformedMessageException {
        try (JsonParser json = ContractJson.factory().createParser(buffer, offset, length)) {
            Envelope envelope = new Envelope();
            envelope.read(json);
            ContractJson.expectEnd(json);
            return envelope.activity();
        } catch (IOException e) {
            throw ContractJson.malformed(e);
        }
    }

    private static final class Envelope {
        private final Set<String> seen = new HashSet<>();
        private @Nullable String version;
        private @Nullable String id;
        private @Nullable String source;
        private @Nullable String type;
        private @Nullable String time;
        private @Nullable ActivityDraft data;

        void read(JsonParser json) throws IOException, MalformedMessageException {
            ContractJson.expectObject(json);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (!seen.add(name)) {
                    throw new MalformedMessageException(known(name) + ": given twice");
                }
                switch (name) {
                    case "specversion" -> version = ContractJson.text(json, name);
                    case "id" -> id = ContractJson.text(json, name);
                    case "source" -> source = ContractJson.text(json, name);
                    case "type" -> type = ContractJson.text(json, name);
                    case "time" -> time = ContractJson.text(json, name);
                    case "data" -> data = data(json);
                    default -> json.skipChildren();
                }
            }
        }

        private static ActivityDraft data(JsonParser json) throws IOException, MalformedMessageException {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw new MalformedMessageException("data: expected an activity as a JSON object");
            }
            return ActivityJson.readDraft(json);
        }

        /** The name of an attribute of ours; a stranger's is not repeated to the sender's log. */
        private static String known(String name) {
            return switch (name) {
                case "specversion", "id", "source", "type", "time", "data" -> name;
                default -> "an extension attribute";
            };
        }

        ActivityDraft activity() throws MalformedMessageException {
            if (!VERSION.equals(version)) {
                throw new MalformedMessageException("specversion: expected " + VERSION);
            }
            if (id == null || source == null || type == null) {
                throw new MalformedMessageException("a CloudEvent has an id, a source and a type");
            }
            if (data == null) {
                throw new MalformedMessageException("data: missing");
            }
            data.source(source);
            if (data.id() == null) {
                data.id(id);
            }
            if (data.time() == null && time != null) {
                data.time(Rfc3339.parse(time, "time"));
            }
            if (data.type() == null) {
                ActivityType named = ActivityType.ofWireName(type);
                if (named == null) {
                    throw new MalformedMessageException("type: unknown");
                }
                data.type(named);
            }
            return data;
        }
    }
}
