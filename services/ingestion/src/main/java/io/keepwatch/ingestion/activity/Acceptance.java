package io.keepwatch.ingestion.activity;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.ingestion.IngestionConfig;
import io.keepwatch.ingestion.identity.Directory;
import io.keepwatch.ingestion.resolution.Owner;
import io.keepwatch.ingestion.resolution.Resolver;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes an activity of what a sender described: checks it, finds whose it is, stamps what only we know. Thread-safe. */
@Singleton
class Acceptance {
    /** Before this nothing was recorded that anyone still asks for; a clock that stands there is not set. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private final Resolver resolver;
    private final Directory directory;
    private final Clock clock;
    private final Duration aheadAllowance;

    Acceptance(Resolver resolver, Directory directory, Clock clock, IngestionConfig config) {
        this.resolver = resolver;
        this.directory = directory;
        this.clock = clock;
        aheadAllowance = config.aheadAllowance();
    }

    /** Why a time cannot be, in a sentence for the sender; null if it can, or if there is none. */
    @Nullable
    String wrongTime(@Nullable Instant time) {
        if (time == null) {
            return null;
        }
        if (time.isBefore(EARLIEST)) {
            return "time: before " + EARLIEST;
        }
        if (time.isAfter(clock.instant().plus(aheadAllowance))) {
            return "time: more than " + aheadAllowance.toMinutes() + " minutes ahead of now";
        }
        return null;
    }

    /**
     * Makes the activity.
     *
     * @throws MalformedMessageException naming the first field that is missing or wrong
     */
    Activity activity(ActivityDraft draft, String source) throws MalformedMessageException {
        Instant time = draft.time();
        if (time == null) {
            throw new MalformedMessageException("time: missing");
        }
        stamp(draft);
        Owner owner = resolver.ownerOf(draft, source, time);
        Activity activity = draft.build(source, owner.subject(), owner.unresolved());
        resolver.note(activity);
        return activity;
    }

    /** Says of files whether their owner has left: ours to say, whatever the sender says. */
    private void stamp(ActivityDraft draft) {
        if (draft.type() == ActivityType.FILE_ACCESS || draft.type() == ActivityType.FILE_DOWNLOAD) {
            String fileOwner = draft.given(Attribute.OWNER);
            draft.set(Attribute.OWNER_LEFT, fileOwner != null && directory.hasLeft(fileOwner));
        }
    }
}
