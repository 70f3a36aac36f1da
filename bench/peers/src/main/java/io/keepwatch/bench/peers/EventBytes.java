package io.keepwatch.bench.peers;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityJson;

/** The activities of a load as they lie in the topic. */
public final class EventBytes {
    private EventBytes() {}

    public static byte[][] of(Load load) {
        Activity[] activities = load.activities();
        byte[][] bytes = new byte[activities.length][];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = ActivityJson.write(activities[i]);
        }
        return bytes;
    }
}
