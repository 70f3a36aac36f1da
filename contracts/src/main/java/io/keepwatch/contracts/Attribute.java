package io.keepwatch.contracts;

import java.util.List;

/**
 * The attributes of activities beyond the header: JSON name, kind of value and, where the contract closes it, the
 * vocabulary. Two attributes share a JSON name where two activity types use one word for different things.
 */
public enum Attribute {
    PATH("path", Kind.TEXT),
    BYTES("bytes", Kind.NUMBER),
    CLASSIFICATION("classification", Kind.WORD, "public", "internal", "confidential", "secret"),
    STORE("store", Kind.TEXT),
    FILE_ACTION("action", Kind.WORD, "read", "write", "copy", "delete"),
    OWNER("owner", Kind.TEXT),
    OWNER_LEFT("ownerLeft", Kind.FLAG),
    DEVICE("device", Kind.TEXT),
    FROM("from", Kind.TEXT),
    TO("to", Kind.TEXTS),
    ATTACHMENTS("attachments", Kind.ATTACHMENTS),
    SUBJECT_LINE("subjectLine", Kind.TEXT),
    DOMAIN("domain", Kind.TEXT),
    SANCTIONED("sanctioned", Kind.FLAG),
    LOGIN_OUTCOME("outcome", Kind.WORD, "success", "failure"),
    PRIVILEGED("privileged", Kind.FLAG),
    APPLICATION("application", Kind.TEXT),
    IP("ip", Kind.TEXT),
    COUNTRY("country", Kind.TEXT),
    CHANNEL("channel", Kind.WORD, "interactive", "vpn", "service"),
    AGENT("agent", Kind.TEXT),
    AGENT_STATE("state", Kind.WORD, "running", "stopped", "uninstalled", "restarting"),
    PRINTER("printer", Kind.TEXT),
    PAGES("pages", Kind.NUMBER),
    DOCUMENT("document", Kind.TEXT),
    BADGE_OUTCOME("outcome", Kind.WORD, "granted", "denied"),
    BADGE_REASON("reason", Kind.WORD, "lost", "expired", "clearance", "rule", "other"),
    DOOR("door", Kind.TEXT),
    BUILDING("building", Kind.TEXT),
    DIRECTION("direction", Kind.WORD, "in", "out"),
    ATTEMPTS("attempts", Kind.NUMBER),
    EXECUTABLE("executable", Kind.TEXT),
    ARGUMENTS("arguments", Kind.TEXT),
    SCHEDULER("scheduler", Kind.WORD, "cron", "at", "systemd", "none"),
    SESSION("session", Kind.TEXT),
    PARENT("parent", Kind.TEXT),
    SESSION_KIND("kind", Kind.WORD, "tmux", "screen", "ssh"),
    SINCE("since", Kind.TIME),
    REMOTE_IP("remoteIp", Kind.TEXT),
    REMOTE_PORT("remotePort", Kind.NUMBER),
    URL("url", Kind.TEXT),
    CATEGORY("category", Kind.TEXT),
    ROLE("role", Kind.TEXT),
    TICKET("ticket", Kind.TEXT),
    VENDOR("vendor", Kind.WORD, "dlp", "ueba", "edr", "casb", "email"),
    RULE("rule", Kind.TEXT),
    SEVERITY("severity", Kind.TEXT),
    DETAIL("detail", Kind.TEXT),
    RECORD_KIND("kind", Kind.WORD, "travel", "expense", "incident", "application", "case", "stress"),
    AREA("area", Kind.WORD, "professional", "personal", "financial"),
    WEIGHT("weight", Kind.WORD, "weak", "medium", "strong");

    /** What a value looks like, in JSON and in Java. */
    public enum Kind {
        /** JSON string; {@link String}. */
        TEXT,
        /** JSON string out of {@link Attribute#vocabulary()}; {@link String}. */
        WORD,
        /** Whole JSON number, never negative; {@link Long}. */
        NUMBER,
        /** JSON boolean; {@link Boolean}. */
        FLAG,
        /** RFC 3339 JSON string; {@link java.time.Instant}. */
        TIME,
        /** JSON array of strings (or one string); {@code List<String>}. */
        TEXTS,
        /** JSON array of {@code {name, bytes}}; {@code List<Attachment>}. */
        ATTACHMENTS
    }

    private final String jsonName;
    private final Kind kind;
    private final List<String> vocabulary;

    Attribute(String jsonName, Kind kind, String... vocabulary) {
        this.jsonName = jsonName;
        this.kind = kind;
        this.vocabulary = List.of(vocabulary);
    }

    public String jsonName() {
        return jsonName;
    }

    public Kind kind() {
        return kind;
    }

    /** The words a {@link Kind#WORD} may be, in the contract's order; empty for every other kind. */
    public List<String> vocabulary() {
        return vocabulary;
    }
}
