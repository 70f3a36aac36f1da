package io.keepwatch.ingestion.feed;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A feed's name as the CloudEvents source of what it brought: with it, an activity's id is unique as the format wants. */
public final class FeedSource {
    private static final String PREFIX = "/keepwatch/ingestion/";

    private FeedSource() {}

    public static String toCloudEvent(String feed) {
        return PREFIX + URLEncoder.encode(feed, StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException if it is not of a feed of ours */
    public static String fromCloudEvent(String source) {
        if (!source.startsWith(PREFIX)) {
            throw new IllegalArgumentException("not the source of a feed");
        }
        return URLDecoder.decode(source.substring(PREFIX.length()), StandardCharsets.UTF_8);
    }
}
