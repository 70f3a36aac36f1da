package io.keepwatch.hunting.door;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What may stand at the cursor. */
@Schema(name = "Completion", description = "What may stand at the cursor of a question that is being typed.")
record CompletionView(
        @Schema(description = "How many characters (code points) are before what would be replaced, up to the cursor.")
        int from,

        @Schema(
                description =
                        "Whole replacements, in the order to be shown: words of the language, then texts of recent"
                                + " activities, the most frequent first.")
        List<String> proposals,

        @Schema(description = "What cut the proposals short: `time` (texts of activities were not found in time).")
        List<String> limits) {}
