package io.keepwatch.ingestion.activity;

import io.keepwatch.ingestion.body.ElementSplitter;
import io.keepwatch.ingestion.body.LineSplitter;
import io.keepwatch.ingestion.body.Pieces;
import io.keepwatch.ingestion.format.CloudEventsFormat;
import io.keepwatch.ingestion.format.NativeFormat;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The content types of a body: how it is cut into pieces, and what the pieces are unless {@code ?format=} says so. */
enum BodyForm {
    NDJSON("application/x-ndjson", true, NativeFormat.NAME),
    JSON("application/json", false, NativeFormat.NAME),
    CLOUD_EVENT("application/cloudevents+json", false, CloudEventsFormat.NAME),
    CLOUD_EVENTS("application/cloudevents-batch+json", false, CloudEventsFormat.NAME),
    /** A foreign format's own lines: {@code ?format=} must name it. */
    TEXT("text/plain", true, null),
    BYTES("application/octet-stream", true, null);

    private final String mediaType;
    private final boolean lines;
    private final @Nullable String format;

    BodyForm(String mediaType, boolean lines, @Nullable String format) {
        this.mediaType = mediaType;
        this.lines = lines;
        this.format = format;
    }

    /**
     * The form of a {@code Content-Type} header; null if there is none, or none that is read here. A {@code charset} says
     * nothing: JSON is UTF-8, and what is not is rejected line by line.
     */
    static @Nullable BodyForm of(@Nullable String contentType) {
        if (contentType == null) {
            return null;
        }
        int parameters = contentType.indexOf(';');
        String mediaType = (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        for (BodyForm form : values()) {
            if (form.mediaType.equals(mediaType)) {
                return form;
            }
        }
        return null;
    }

    /** What the pieces are where the request does not say it; null where it must. */
    @Nullable
    String format() {
        return format;
    }

    Pieces cut(InputStream body, int longest) {
        return lines ? new LineSplitter(body, longest) : new ElementSplitter(body, longest);
    }
}
