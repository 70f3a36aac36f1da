package io.keepwatch.ingestion.format;

import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.MalformedMessageException;
import jakarta.inject.Singleton;

/** Our own format: one activity of the public contract a line. */
@Singleton
public final class NativeFormat implements InputFormat {
    public static final String NAME = "ndjson";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public LineDecoder newDecoder() {
        return new Decoder();
    }

    private static final class Decoder implements LineDecoder {
        private final ContentId contentId = new ContentId();

        @Override
        public void line(byte[] buffer, int offset, int length, long lineNumber, Sink sink) {
            ActivityDraft draft;
            try {
                draft = ActivityJson.readDraft(buffer, offset, length);
                if (draft.id() == null) {
                    draft.id(contentId.of(buffer, offset, length));
                }
            } catch (MalformedMessageException e) {
                if (e.isUnreadable()) {
                    sink.unreadable(lineNumber, e.reason());
                } else {
                    sink.reject(lineNumber, e.reason());
                }
                return;
            }
            sink.accept(draft, lineNumber);
        }

        @Override
        public void end(Sink sink) {
            // Every line was dealt with when it came.
        }
    }
}
