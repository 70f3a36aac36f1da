package io.keepwatch.hunting.door;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keepwatch.hunting.asking.PriorityLists;
import io.keepwatch.hunting.asking.Reason;
import io.keepwatch.hunting.asking.Statistics;
import io.keepwatch.hunting.http.QueryReader;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The values of a field, with how much there is of each. */
@Schema(name = "Statistics", description = "The values of a field among the activities that answer the question.")
record StatisticsView(
        @Schema(description = "The field.") String by,
        String order,

        @Schema(description = "How many different values there are in all.")
        long values,

        List<Item> items,

        @Schema(description = "What cut the answer short: `values` (there are more of them).")
        List<String> limits,

        Lists lists) {

    @Schema(name = "StatisticsItem")
    record Item(
            @Schema(description = "As it is shown: a number in digits, a time in RFC 3339.")
            String value,

            @Schema(description = "Activities that have it.")
            long count,

            @Schema(description = "People they are of.") long users,

            @Schema(description = "Hosts they are on, as far as they say.")
            long hosts,

            Instant first,
            Instant last,

            @Schema(description = "0 for no reason to look at it first; 4, a transfer tool, is the strongest.")
            int priority,

            @Schema(description = "Why to look at it before others, the strongest reason first.")
            List<String> reasons,

            @Schema(description = "The question narrowed to this value.")
            String question,

            @Schema(description = "The hunt for that question in the same times.")
            String link) {
        private static Item of(Statistics.Item item, QueryReader reader) {
            return new Item(
                    item.value(),
                    item.count(),
                    item.users(),
                    item.hosts(),
                    item.first(),
                    item.last(),
                    item.priority(),
                    item.reasons().stream().map(Reason::description).toList(),
                    item.question(),
                    reader.hunt(item.question()));
        }
    }

    @Schema(name = "PriorityLists", description = "How the lists are that say what to look at first.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Lists(
            @Schema(description = "Those that are not there: nothing is looked at first by them.")
            List<String> missing,

            @Schema(description = "Why they cannot be read; the last good ones hold then.") @Nullable
            String problem) {
        private static Lists of(PriorityLists.State state) {
            return new Lists(state.missing(), state.problem());
        }
    }

    static StatisticsView of(Statistics.Answer answer, QueryReader reader) {
        return new StatisticsView(
                answer.by(),
                wireName(answer.order()),
                answer.values(),
                answer.items().stream().map(item -> Item.of(item, reader)).toList(),
                answer.values() > answer.items().size() ? List.of("values") : List.of(),
                Lists.of(answer.lists()));
    }

    static String wireName(Statistics.Order order) {
        return order.name().toLowerCase(Locale.ROOT);
    }
}
