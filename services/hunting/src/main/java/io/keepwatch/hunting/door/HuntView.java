package io.keepwatch.hunting.door;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keepwatch.hunting.asking.Page;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of activities. */
@Schema(name = "Hunt", description = "Activities that answer the question, newest first.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record HuntView(
        List<ActivityView> items,

        @Schema(
                description =
                        "What cut the page short: `rows` (there may be more), `time` (not everything was looked at).")
        List<String> limits,

        @Schema(description = "Everything from this instant on was looked at; absent if nothing earlier is left.")
        @Nullable
        Instant searchedBackTo,

        @Schema(description = "To be given as `cursor` for what is earlier; absent if nothing is left.") @Nullable
        String nextCursor) {
    static HuntView of(Page page) {
        String limit = page.complete() ? "rows" : "time";
        return new HuntView(
                page.activities().stream().map(ActivityView::of).toList(),
                page.cursor() == null ? List.of() : List.of(limit),
                page.searchedBackTo(),
                page.cursor());
    }
}
