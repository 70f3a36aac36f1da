package io.keepwatch.cases.casefile;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One item of a case's checklist.
 *
 * @param item its name, as in the template
 * @param state open, done or not-applicable
 */
@Schema(description = "One item of the SOP's checklist: its state, who settled it, when, and where the evidence lies.")
record ChecklistItem(
        String item,
        String state,
        @Nullable String by,
        @Nullable Instant at,
        @Nullable String evidence) {}
