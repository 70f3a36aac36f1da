package io.keepwatch.cases.task;

import io.keepwatch.cases.http.RequestKey;
import org.jspecify.annotations.Nullable;

/**
 * What has to hold for a change to be made.
 *
 * @param key makes repeating it safe, or null
 * @param ifMatch the version that the caller saw, quoted as in an ETag, or null
 */
record Change(@Nullable RequestKey key, @Nullable String ifMatch) {
    private static final String ANY = "*";

    boolean matches(TaskEntity task) {
        return ifMatch == null || ifMatch.strip().equals(ANY) || ifMatch.strip().equals("\"" + task.version + "\"");
    }
}
