package io.keepwatch.bench;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.Attachment;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.ContractJson;
import java.time.Instant;
import java.util.List;

/**
 * One generated activity.
 *
 * @param person index of the person whose it is
 * @param activity what happened, as ingestion would accept it; its id is unique within the workload
 */
public record GeneratedActivity(int person, Activity activity) {

    Instant time() {
        return activity.header().time();
    }

    String id() {
        return activity.header().id();
    }

    /** The line as its sender would write it: JSON without line break, source and subject, which ingestion adds. */
    byte[] line() {
        return ContractJson.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("id", activity.header().id());
            json.writeStringField("time", activity.header().time().toString());
            json.writeStringField("type", activity.type().wireName());
            json.writeStringField("user", activity.header().user());
            if (activity.header().host() != null) {
                json.writeStringField("host", activity.header().host());
            }
            for (Attribute attribute : activity.type().attributes()) {
                switch (activity.get(attribute)) {
                    case null -> {}
                    case Long number -> json.writeNumberField(attribute.jsonName(), number);
                    case Boolean flag -> {
                        if (attribute != Attribute.OWNER_LEFT) {
                            json.writeBooleanField(attribute.jsonName(), flag);
                        }
                    }
                    case List<?> list -> {
                        json.writeArrayFieldStart(attribute.jsonName());
                        for (Object item : list) {
                            if (item instanceof Attachment attachment) {
                                json.writeStartObject();
                                json.writeStringField("name", attachment.name());
                                json.writeNumberField("bytes", attachment.bytes());
                                json.writeEndObject();
                            } else {
                                json.writeString(item.toString());
                            }
                        }
                        json.writeEndArray();
                    }
                    case Object text -> json.writeStringField(attribute.jsonName(), text.toString());
                }
            }
            json.writeEndObject();
        });
    }
}
