package io.keepwatch.cases.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keepwatch.rules.score.Change;
import io.keepwatch.rules.score.Contribution;
import io.keepwatch.rules.score.Crossing;
import io.keepwatch.rules.score.Multiplier;
import io.keepwatch.rules.score.Score;
import io.keepwatch.rules.score.Words;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A person's score with its working, as the API shows it. */
@Schema(
        name = "Risk",
        description =
                "A score with its working: prior, the points of the contributions and those of the multipliers sum to "
                        + "the score.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record RiskView(
        @Schema(description = "The person's key.") String subject,

        @Schema(description = "0 to 100.", minimum = "0", maximum = "100")
        double score,

        @Schema(
                description = "The band of this score: below 50, from 50 to 80, above 80.",
                enumeration = {"monitor", "investigate", "immediate"})
        String band,

        @Schema(description = "The score before the multipliers.")
        double base,

        @Schema(description = "The score of somebody of whom nothing is known.")
        double prior,

        @Schema(description = "The likeliest explanation other than ordinary behaviour.", examples = "negligent")
        String leading,

        @Schema(description = "The probability of each explanation; they sum to a hundredth of the score.")
        Map<String, Double> categories,

        @Schema(description = "The person's circumstances that hold at this instant, and what each adds.")
        List<Factor> multipliers,

        @Schema(description = "What was found, and what each finding adds.")
        List<Finding> contributions,

        @Schema(description = "What will change the score although nothing new happens, the earliest first.")
        List<Ahead> ahead,

        @Schema(description = "When time alone changes the band next; absent where it never does.") @Nullable
        Edge nextBand,

        @Schema(description = "The score in a sentence or two.")
        String words,

        @Schema(description = "The instant the score is of.")
        Instant at,

        @Schema(description = "Only what was recorded by then counts.")
        Instant known,

        @Schema(description = "When the newest of what counts was recorded; absent where there is nothing.") @Nullable
        Instant recordedAt,

        @Schema(description = "Digest of the model that the score comes from.")
        String model,

        @Schema(description = "Whether no identity of the person has arrived yet.")
        boolean unresolved) {

    /** A circumstance and what it does to the score. */
    @Schema(name = "RiskMultiplier")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Factor(
            @Schema(examples = "notice") String factor,

            @Schema(description = "What it multiplies by, by itself.")
            double value,

            @Schema(description = "Who told us.") String source,

            @Schema(description = "What its step added to the score.")
            double points,

            @Schema(
                    description =
                            "What its step multiplied by: less than value where its group or the limit is before it.")
            double applied,

            @Schema(
                    description = "Whether the score would fall if it ended.",
                    enumeration = {"counts", "shadowed-by-group", "shadowed-by-limit"})
            String effect,

            @Schema(description = "The factor that counts in its place, where its group leaves it out.") @Nullable
            String other,

            @Schema(description = "Since when it holds.") Instant from,

            @Schema(description = "When it ends; absent while nothing is known to end it.") @Nullable
            Instant until,

            @Schema(description = "The same in a sentence.") String words) {}

    /** A finding and what it contributes. */
    @Schema(name = "RiskContribution")
    record Finding(
            @Schema(description = "The finding's id; of an alert's finding it begins with the alert's id.")
            String evidence,

            @Schema(description = "The node of the model that it speaks of.")
            String node,

            @Schema(enumeration = {"weak", "medium", "strong", "decisive"})
            String strength,

            @Schema(description = "From when on it counts.") Instant at,

            @Schema(description = "After this time it says half as much.", format = "duration")
            String halfLife,

            @Schema(
                    description =
                            "The log-likelihood ratio, in nats, that is left of it on its own node; negative where it "
                                    + "speaks against the node.")
            double weight,

            @Schema(description = "What it added to the score.")
            double points,

            @Schema(description = "The earliest of the activities it rests on, each source/id.")
            List<String> activities,

            @Schema(description = "The rule or the kind.") String kind,

            @Schema(
                    description = "Whether and why it counts.",
                    enumeration = {"counts", "repeats", "same-activity", "replaced", "faded", "ahead", "unknown-node"})
            String counting,

            @Schema(description = "What time has left of it, from 1 to 0.")
            double remaining,

            @Schema(description = "The findings that it combines.")
            List<String> members,

            @Schema(description = "The same in a sentence.") String words) {}

    /** Something that will change the score. */
    @Schema(name = "RiskAhead")
    record Ahead(
            Instant at,

            @Schema(enumeration = {"evidence-halved", "evidence-ends", "factor-begins", "factor-ends"})
            String cause,

            @Schema(description = "The finding's id, or the factor.")
            String name,

            @Schema(description = "The score then, if nothing else happens.")
            double score,

            @Schema(enumeration = {"monitor", "investigate", "immediate"})
            String band,

            String words) {}

    /** A change of the band that comes by time alone. */
    @Schema(name = "RiskNextBand")
    record Edge(
            Instant at,

            @Schema(enumeration = {"monitor", "investigate", "immediate"})
            String band) {}

    /**
     * @param ahead what will change it
     * @param crossing null where time alone never changes the band
     * @param recordedAt null where nothing was recorded
     */
    static RiskView of(
            String subject,
            Score score,
            List<Change> ahead,
            @Nullable Crossing crossing,
            Words words,
            Instant known,
            @Nullable Instant recordedAt,
            boolean unresolved) {
        Map<String, String> found = new HashMap<>();
        score.contributions()
                .forEach(one -> found.put(one.evidence().id(), one.evidence().says()));
        return new RiskView(
                subject,
                score.score(),
                score.band().word(),
                score.base(),
                score.prior(),
                score.leading(),
                score.categories(),
                score.multipliers().stream().map(one -> factor(one, words)).toList(),
                score.contributions().stream().map(one -> finding(one, words)).toList(),
                ahead.stream().map(one -> ahead(one, words, found)).toList(),
                crossing == null ? null : new Edge(crossing.at(), crossing.to().word()),
                words.of(score),
                score.at(),
                known,
                recordedAt,
                score.model(),
                unresolved);
    }

    private static Factor factor(Multiplier one, Words words) {
        return new Factor(
                one.factor(),
                one.value(),
                one.source(),
                one.points(),
                one.applied(),
                wireName(one.effect()),
                one.other(),
                one.from(),
                one.until(),
                words.of(one));
    }

    private static Finding finding(Contribution one, Words words) {
        return new Finding(
                one.evidence().id(),
                one.evidence().node(),
                one.evidence().strength().word(),
                one.evidence().at(),
                one.evidence().halfLife().toString(),
                one.weight(),
                one.points(),
                one.evidence().activities(),
                one.evidence().kind(),
                wireName(one.counting()),
                one.remaining(),
                one.evidence().members(),
                words.of(one));
    }

    private static Ahead ahead(Change one, Words words, Map<String, String> found) {
        return new Ahead(
                one.at(),
                wireName(one.cause()),
                one.name(),
                one.score(),
                one.band().word(),
                words.of(one, found));
    }

    private static String wireName(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
