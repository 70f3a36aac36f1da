package io.keepwatch.ingestion.auditd;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit system.
 *
 * @param stamp what it shares with the other records of its event
 * @param type the record type, for example {@code SYSCALL}
 * @param fields its fields, those inside {@code msg='…'} included; where a name repeats, the first wins, so that what a
 *     program says cannot hide what the kernel said
 * @param names what the daemon looked up, by the field's name in lower case: {@code auid} to {@code mira}; empty where it
 *     does not enrich
 * @param line the line's number in the request
 * @param size of the line in bytes
 */
record AuditRecord(
        Stamp stamp, String type, Map<String, Value> fields, Map<String, String> names, long line, int size) {

    /**
     * Names an event.
     *
     * @param node the machine, empty where the record does not say
     * @param millis since 1970
     * @param serial counts the events of a machine since it booted
     */
    record Stamp(String node, long millis, long serial) {}

    @Nullable
    String text(String field) {
        Value value = fields.get(field);
        return value == null ? null : value.text();
    }

    @Nullable
    String word(String field) {
        Value value = fields.get(field);
        return value == null ? null : value.word();
    }

    /** A number that is not negative, in base 10; null if absent or anything else. */
    @Nullable
    Long number(String field) {
        Value value = fields.get(field);
        return value == null ? null : Numbers.decimal(value.raw());
    }
}
