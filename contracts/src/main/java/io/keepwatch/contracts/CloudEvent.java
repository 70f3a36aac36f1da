package io.keepwatch.contracts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The CloudEvents 1.0 attributes of a message, carried as Kafka headers in binary mode.
 *
 * @param id unique within the source; the same for every delivery of one message
 * @param source who says it, for example {@code /keepwatch/ingestion}
 * @param type what it says, see {@link Type}
 * @param subject the person's key (in the audit trail: of whoever looked; of a model: its digest), equal to the record's
 *     key
 * @param time when it happened, in event time
 */
public record CloudEvent(String id, String source, Type type, String subject, Instant time) {
    /** The header that names the type; a reader of a topic with several types looks here first. */
    public static final String TYPE_HEADER = "ce_type";

    public static final String ID_HEADER = "ce_id";
    public static final String CONTENT_TYPE_HEADER = "content-type";

    private static final byte[] SPEC_VERSION = utf8("1.0");
    private static final byte[] JSON = utf8("application/json");

    /** What a message may say, with the schema of its value. */
    public enum Type {
        ACTIVITY("io.keepwatch.activity.v1", "activity.v1.json"),
        PROFILE_CHANGE("io.keepwatch.profile-change.v1", "identity.v1.json"),
        IDENTITY("io.keepwatch.identity.v1", "identity.v1.json"),
        SUBJECT_MERGED("io.keepwatch.subject-merged.v1", "subject-merged.v1.json"),
        HR_EVENT("io.keepwatch.hr-event.v1", "hr-event.v1.json"),
        ALERT("io.keepwatch.alert.v1", "alert.v1.json"),
        RISK("io.keepwatch.risk.v1", "risk.v1.json"),
        MODEL("io.keepwatch.model.v1", "model.v1.json"),
        SNOOZE("io.keepwatch.snooze.v1", "snooze.v1.json"),
        PEER_PART("io.keepwatch.peer-part.v1", "peer-part.v1.json"),
        MONITORING_CHANGE("io.keepwatch.monitoring-change.v1", "monitoring-change.v1.json"),
        CASE_EVENT("io.keepwatch.case-event.v1", "case-event.v1.json"),
        TASK_EVENT("io.keepwatch.task-event.v1", "task-event.v1.json"),
        NOTICE_RESULT("io.keepwatch.notice-result.v1", "notice-result.v1.json"),
        AUDIT_ENTRY("io.keepwatch.audit-entry.v1", "audit-entry.v1.json");

        private final String wireName;
        private final String schema;
        /** Encoded once: a message is written a hundred thousand times a second. */
        private final byte[] typeHeader;

        private final byte[] schemaHeader;

        Type(String wireName, String schema) {
            this.wireName = wireName;
            this.schema = schema;
            typeHeader = utf8(wireName);
            schemaHeader = utf8("/schemas/" + schema);
        }

        public String wireName() {
            return wireName;
        }

        /** The schema's file name under {@code contracts/schemas}. */
        public String schema() {
            return schema;
        }

        /** The type with this wire name, or null: then the message goes to the dead-letter topic. */
        public static @Nullable Type ofWireName(String wireName) {
            for (Type type : values()) {
                if (type.wireName.equals(wireName)) {
                    return type;
                }
            }
            return null;
        }
    }

    /** The Kafka headers, in the order of the specification; every value is UTF-8. */
    public Map<String, byte[]> headers() {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", SPEC_VERSION.clone());
        headers.put(ID_HEADER, utf8(id));
        headers.put("ce_source", utf8(source));
        headers.put(TYPE_HEADER, type.typeHeader.clone());
        headers.put("ce_subject", utf8(subject));
        headers.put("ce_time", utf8(Rfc3339.format(time)));
        headers.put("ce_dataschema", type.schemaHeader.clone());
        headers.put(CONTENT_TYPE_HEADER, JSON.clone());
        return headers;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
