package io.keepwatch.contracts;

import static io.keepwatch.contracts.Attribute.BYTES;
import static io.keepwatch.contracts.Attribute.DOMAIN;
import static io.keepwatch.contracts.Attribute.SANCTIONED;

import org.jspecify.annotations.Nullable;

/**
 * Uploading to a cloud service, sanctioned or not. Wire type {@code cloud.upload}.
 *
 * @param header what every activity has
 * @param bytes size in bytes, 0 where unknown
 * @param domain the service's domain
 * @param sanctioned whether the company approves the service; absent where the source cannot tell
 */
public record CloudUpload(
        ActivityHeader header,
        long bytes,
        @Nullable String domain,
        @Nullable Boolean sanctioned) implements Activity {
    static CloudUpload of(ActivityHeader header, ActivityDraft draft) throws MalformedMessageException {
        return new CloudUpload(header, draft.number(BYTES, 0), draft.text(DOMAIN), draft.flag(SANCTIONED));
    }

    @Override
    public ActivityType type() {
        return ActivityType.CLOUD_UPLOAD;
    }

    @Override
    public @Nullable Object get(Attribute attribute) {
        return switch (attribute) {
            case BYTES -> bytes;
            case DOMAIN -> domain;
            case SANCTIONED -> sanctioned;
            default -> null;
        };
    }
}
