package io.keepwatch.ingestion.activity;

import io.keepwatch.contracts.ActivityHeader;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.Rfc3339;
import io.keepwatch.ingestion.feed.FeedSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The CloudEvents attributes of one feed's activities. Most of them are the same for every activity and are made once:
 * made anew each time, they cost a sixth of the whole way in. Used by one thread.
 */
final class MessageHeaders {
    private static final String SUBJECT = "ce_subject";
    private static final String TIME = "ce_time";

    private final List<Header> template = new ArrayList<>();

    MessageHeaders(String feed) {
        new CloudEvent("", FeedSource.toCloudEvent(feed), CloudEvent.Type.ACTIVITY, "", Instant.EPOCH)
                .headers()
                .forEach((name, value) -> template.add(new RecordHeader(name, value)));
    }

    /** The attributes of an activity; its subject is given encoded, as it is the record's key as well. */
    Headers of(ActivityHeader activity, byte[] subject) {
        Header[] headers = new Header[template.size()];
        for (int i = 0; i < headers.length; i++) {
            Header common = template.get(i);
            headers[i] = switch (common.key()) {
                case CloudEvent.ID_HEADER -> new RecordHeader(CloudEvent.ID_HEADER, utf8(activity.id()));
                case SUBJECT -> new RecordHeader(SUBJECT, subject);
                case TIME -> new RecordHeader(TIME, utf8(Rfc3339.format(activity.time())));
                default -> common;
            };
        }
        return new RecordHeaders(headers);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
