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

    private static final byte[] SOURCE_FIELD = "\"source\"".getBytes(StandardCharsets.UTF_8);

    private final @Nullable String namedSource;
    private final Subjects subjects;
    private final MessageDigest sha256 = sha256();

    /** @param namedSource names the feed of every line; null to let lines say, as exported ones do */
    public ActivityLines(@Nullable String namedSource, Subjects subjects) {
        this.namedSource = namedSource;
        this.subjects = subjects;
    }

    public Activity read(byte[] buffer, int offset, int length) throws MalformedMessageException {
        ActivityDraft draft = ActivityJson.readDraft(buffer, offset, length);
        if (draft.id() == null) {
            sha256.update(buffer, offset, length);
            draft.id(HexFormat.of().formatHex(sha256.digest()));
        }
        String source = namedSource != null ? namedSource : ownSource(buffer, offset, length);
        Subjects.Subject subject = subjects.of(draft, source);
        return draft.build(source, subject.key(), subject.unresolved());
    }

    private static String ownSource(byte[] buffer, int offset, int length) throws MalformedMessageException {
        if (!contains(buffer, offset, length)) {
            return DEFAULT_SOURCE;
        }
        try (JsonParser json = ContractJson.factory().createParser(buffer, offset, length)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = json.currentName().equals("source");
                JsonToken value = json.nextToken();
                if (found && value == JsonToken.VALUE_STRING) {
                    return json.getText();
                }
                json.skipChildren();
            }
            return DEFAULT_SOURCE;
        } catch (IOException e) {
            throw ContractJson.malformed(e);
        }
    }

    private static boolean contains(byte[] buffer, int offset, int length) {
        int last = offset + length - SOURCE_FIELD.length;
        for (int at = offset; at <= last; at++) {
            int same = 0;
            while (same < SOURCE_FIELD.length && buffer[at + same] == SOURCE_FIELD[same]) {
                same++;
            }
            if (same == SOURCE_FIELD.length) {
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
