package io.keepwatch.cases.timeline;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keepwatch.contracts.ContractJson;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** The row of an entry. */
@Entity
@Immutable
@Table(name = "timeline_entry")
class EntryEntity {
    @Id
    String id;

    String subject;
    Instant at;
    short rank;
    String kind;
    String event;

    @Column(name = "case_id")
    @Nullable
    UUID caseId;

    String details;

    @SuppressWarnings("NullAway.Init")
    protected EntryEntity() {}

    EntryEntity(Entry entry) {
        this.id = entry.id();
        this.subject = entry.subject();
        this.at = entry.at();
        this.rank = (short) entry.kind().ordinal();
        this.kind = entry.kind().wireName();
        this.event = entry.event();
        this.caseId = entry.caseId();
        this.details = write(entry.details());
    }

    Map<String, String> details() {
        Map<String, String> read = new LinkedHashMap<>();
        try (JsonParser json = ContractJson.factory().createParser(details)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                read.put(name, json.nextTextValue());
            }
        } catch (IOException e) {
            throw new IllegalStateException("timeline entry was kept and cannot be read", e);
        }
        return read;
    }

    private static String write(Map<String, String> details) {
        byte[] json = ContractJson.bytes(out -> {
            out.writeStartObject();
            for (Map.Entry<String, String> detail : new TreeMap<>(details).entrySet()) {
                out.writeStringField(detail.getKey(), detail.getValue());
            }
            out.writeEndObject();
        });
        return new String(json, StandardCharsets.UTF_8);
    }
}
