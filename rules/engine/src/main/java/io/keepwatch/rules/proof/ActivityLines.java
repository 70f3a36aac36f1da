package io.keepwatch.rules.proof;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.ContractJson;
import io.keepwatch.contracts.MalformedMessageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Makes activities of lines, as accepting them at the door would. */
public final class ActivityLines {
    /** The feed of activities that name none: the client that posts in the local platform. */
    public static final String DEFAULT_SOURCE = "local-writer";

    private static final byte[] SOURCE_FIELD = field("source");
    private static final byte[] SUBJECT_FIELD = field("subject");
    private static final Origin UNSAID = new Origin(null, null, false);

    private final @Nullable String namedSource;
    private final Subjects subjects;
    private final boolean accepted;
    private final MessageDigest sha256 = sha256();

    /** What a line says of the feed it came from and of whose it is; senders say neither, exports both. */
    private record Origin(@Nullable String source, @Nullable String subject, boolean unresolved) {}

    private ActivityLines(@Nullable String namedSource, Subjects subjects, boolean accepted) {
        this.namedSource = namedSource;
        this.subjects = subjects;
        this.accepted = accepted;
    }

    /**
     * Lines as senders write them.
     *
     * @param namedSource names the feed of every line; null to let lines say, as exported ones do
     */
    public static ActivityLines asSent(@Nullable String namedSource, Subjects subjects) {
        return new ActivityLines(namedSource, subjects, false);
    }

    /**
     * Lines that may have been accepted before, as exported ones: whose they were then, by what was known then, they are
     * still. Of a line that does not say it, the subjects decide.
     *
     * @param namedSource names the feed of every line; null to let lines say
     */
    public static ActivityLines asAccepted(@Nullable String namedSource, Subjects subjects) {
        return new ActivityLines(namedSource, subjects, true);
    }

    public Activity read(byte[] buffer, int offset, int length) throws MalformedMessageException {
        ActivityDraft draft = ActivityJson.readDraft(buffer, offset, length);
        if (draft.id() == null) {
            sha256.update(buffer, offset, length);
            draft.id(HexFormat.of().formatHex(sha256.digest()));
        }
        Origin origin = origin(buffer, offset, length);
        String source = namedSource != null ? namedSource : origin.source();
        if (source == null) {
            source = DEFAULT_SOURCE;
        }
        if (origin.subject() != null) {
            return draft.build(source, origin.subject(), origin.unresolved());
        }
        Subjects.Subject subject = subjects.of(draft, source);
        return draft.build(source, subject.key(), subject.unresolved());
    }

    private Origin origin(byte[] buffer, int offset, int length) throws MalformedMessageException {
        boolean worthIt = namedSource == null && contains(buffer, offset, length, SOURCE_FIELD)
                || accepted && contains(buffer, offset, length, SUBJECT_FIELD);
        if (!worthIt) {
            return UNSAID;
        }
        String source = null;
        String subject = null;
        boolean unresolved = false;
        try (JsonParser json = ContractJson.factory().createParser(buffer, offset, length)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value == JsonToken.VALUE_STRING && name.equals("source")) {
                    source = json.getText();
                } else if (value == JsonToken.VALUE_STRING && accepted && name.equals("subject")) {
                    subject = json.getText();
                } else if (value == JsonToken.VALUE_TRUE && name.equals("unresolved")) {
                    unresolved = true;
                }
                json.skipChildren();
            }
            return new Origin(source, subject, unresolved);
        } catch (IOException e) {
            throw ContractJson.malformed(e);
        }
    }

    private static byte[] field(String name) {
        return ('"' + name + '"').getBytes(StandardCharsets.UTF_8);
    }

    private static boolean contains(byte[] buffer, int offset, int length, byte[] field) {
        int last = offset + length - field.length;
        for (int at = offset; at <= last; at++) {
            int same = 0;
            while (same < field.length && buffer[at + same] == field[same]) {
                same++;
            }
            if (same == field.length) {
                return true;
            }
        }
        return false;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
