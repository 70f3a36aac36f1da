package io.keepwatch.contracts;

import static io.keepwatch.contracts.Attribute.BYTES;
import static io.keepwatch.contracts.Attribute.CLASSIFICATION;
import static io.keepwatch.contracts.Attribute.FILE_ACTION;
import static io.keepwatch.contracts.Attribute.OWNER;
import static io.keepwatch.contracts.Attribute.OWNER_LEFT;
import static io.keepwatch.contracts.Attribute.PATH;
import static io.keepwatch.contracts.Attribute.STORE;

import org.jspecify.annotations.Nullable;

/**
 * Fetching a file from a store. Wire type {@code file.download}.
 *
 * @param header what every activity has
 * @param path the file, as the source names it
 * @param bytes size in bytes, 0 where unknown
 * @param classification public, internal, confidential or secret
 * @param store where the file lies (share, bucket, repository)
 * @param action read, write, copy or delete
 * @param owner the account or person the file belongs to
 * @param ownerLeft true if that owner had left the company when the activity was accepted; stamped by ingestion
 */
public record FileDownload(
        ActivityHeader header,
        @Nullable String path,
        long bytes,
        @Nullable String classification,
        @Nullable String store,
        @Nullable String action,
        @Nullable String owner,
        boolean ownerLeft)
        implements Activity {
    static FileDownload of(ActivityHeader header, ActivityDraft draft) throws MalformedMessageException {
        return new FileDownload(
                header,
                draft.text(PATH),
                draft.number(BYTES, 0),
                draft.text(CLASSIFICATION),
                draft.text(STORE),
                draft.text(FILE_ACTION),
                draft.text(OWNER),
                Boolean.TRUE.equals(draft.flag(OWNER_LEFT)));
    }

    @Override
    public ActivityType type() {
        return ActivityType.FILE_DOWNLOAD;
    }

    @Override
    public @Nullable Object get(Attribute attribute) {
        return switch (attribute) {
            case PATH -> path;
            case BYTES -> bytes;
            case CLASSIFICATION -> classification;
            case STORE -> store;
            case FILE_ACTION -> action;
            case OWNER -> owner;
            case OWNER_LEFT -> ownerLeft;
            default -> null;
        };
    }
}
