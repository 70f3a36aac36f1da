package io.keepwatch.platform.outside;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message that arrived.
 *
 * @param at machine time
 * @param kind the door's {@link Kind#label()}
 * @param path where it was posted to; of a mail, the envelope's recipients
 * @param headers of several headers with one name, joined by a comma
 * @param body text; of a mail, decoded
 * @param decrypted what stands in an HR callback, or null where nothing could be opened
 */
record Received(
        Instant at,
        String kind,
        String path,
        Map<String, String> headers,
        String body,
        @Nullable String decrypted) {}
