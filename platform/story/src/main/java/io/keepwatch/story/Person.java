package io.keepwatch.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Somebody who works in the company, or did, as far as ordinary days depend on it.
 *
 * @param subject the personnel number
 * @param account what the person logs in with
 * @param badge as the door readers report it
 * @param host the person's laptop
 * @param privileged administers servers
 * @param since the first instant at the company; of somebody who left, the first instant after it
 * @param left whether the person has left the company
 */
record Person(
        String subject,
        String account,
        String badge,
        String host,
        String department,
        String site,
        ZoneId zone,
        boolean privileged,
        Instant since,
        boolean left) {

    /** Reads a line of {@code PUT /v1/identities}; accounts stand in the order name, mail address, badge. */
    static Person of(JsonNode identity) {
        return new Person(
                identity.path("subject").asText(),
                identity.path("accounts").path(0).asText(),
                identity.path("accounts").path(2).asText(),
                identity.path("hosts").path(0).asText(),
                identity.path("department").asText(),
                identity.path("site").asText(),
                ZoneId.of(identity.path("timeZone").asText()),
                identity.path("privileged").asBoolean(),
                Instant.parse(identity.path("validFrom").asText()),
                identity.path("retired").asBoolean());
    }
}
