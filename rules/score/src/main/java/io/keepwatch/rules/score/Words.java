package io.keepwatch.rules.score;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One sentence for each part of a score, for people who have to answer for a decision and need not know what a network
 * is. What was found and what it means are the model's words; days are those of the zone.
 */
public final class Words {
    private final Model model;
    private final ZoneId zone;

    public Words(Model model, ZoneId zone) {
        this.model = model;
        this.zone = zone;
    }

    /** What the score is and what explains it best. */
    public String of(Score score) {
        double leading = score.categories().getOrDefault(score.leading(), 0.0);
        return "The score is %s of 100 (%s). Somebody of whom nothing is known has %s. The likeliest explanation other than ordinary behaviour is %s, at %s."
                .formatted(
                        number(score.score()),
                        score.band().word(),
                        number(score.prior()),
                        score.leading(),
                        percent(leading));
    }

    public String of(Contribution contribution) {
        Evidence evidence = contribution.evidence();
        String found = evidence.says() + " on " + day(evidence.at());
        return switch (contribution.counting()) {
            case COUNTS, REPEATS -> found + ": " + counted(contribution);
            case SAME_ACTIVITY -> found + ": counts nothing, because a stronger finding rests on the same activities.";
            case REPLACED -> found + ": counts nothing, because a more exact finding tells of the same activity.";
            case FADED -> found + ": is too long ago to count.";
            case AHEAD -> found + ": lies after the time of this score.";
            case UNKNOWN_NODE -> found + ": counts nothing, because the model in use does not know what it speaks of.";
        };
    }

    private String counted(Contribution contribution) {
        Evidence evidence = contribution.evidence();
        StringBuilder sentence = new StringBuilder("a ")
                .append(evidence.strength().word())
                .append(
                        evidence.negative()
                                ? " sign against the assumption that this person "
                                : " sign that this person ")
                .append(means(evidence.node()));
        if (evidence.fraction() < 1) {
            sentence.append("; counts ")
                    .append(percent(evidence.fraction()))
                    .append(", because others like this person do the same");
        }
        if (contribution.counting() == Counting.REPEATS) {
            sentence.append("; is number ")
                    .append(contribution.rank())
                    .append(" of its kind and counts ")
                    .append(percent(Math.pow(contribution.rank(), -model.repeats())));
        }
        sentence.append("; time has left ")
                .append(percent(contribution.remaining()))
                .append(" of it; ");
        return sentence.append(change(contribution.points())).append('.').toString();
    }

    private String means(String node) {
        return model.nodes().stream()
                .filter(one -> one.name().equals(node))
                .map(Model.Node::means)
                .findFirst()
                .orElse(node);
    }

    public String of(Multiplier multiplier) {
        String holds = "%s (%s, since %s%s): "
                .formatted(
                        multiplier.says(),
                        multiplier.source(),
                        day(multiplier.from()),
                        multiplier.until() == null ? "" : ", until " + day(multiplier.until()));
        return holds
                + switch (multiplier.effect()) {
                    case SHADOWED_BY_GROUP ->
                        "counts nothing beside \"" + says(multiplier.other())
                                + "\", because both tell of the same thing.";
                    case SHADOWED_BY_LIMIT ->
                        "the limit for circumstances is reached without it, so that the score would be the same if it ended; in its turn it "
                                + change(multiplier.points()) + ".";
                    case COUNTS ->
                        "multiplies the %s by %s and %s."
                                .formatted(
                                        model.context().mode() == ContextModel.Mode.ODDS ? "odds" : "score",
                                        number(multiplier.applied()),
                                        change(multiplier.points()));
                };
    }

    private String says(@Nullable String factor) {
        return model.context().factors().stream()
                .filter(one -> one.name().equals(factor))
                .map(ContextModel.Factor::says)
                .findFirst()
                .orElse(String.valueOf(factor));
    }

    /**
     * What will change the score.
     *
     * @param found what the evidence says, by its id
     */
    public String of(Change change, Map<String, String> found) {
        String name = found.getOrDefault(change.name(), says(change.name()));
        return "On %s %s; the score is then %s (%s), if nothing else happens."
                .formatted(
                        day(change.at()),
                        switch (change.cause()) {
                            case EVIDENCE_HALVED -> "\"" + name + "\" will have faded by another half";
                            case EVIDENCE_ENDS -> "\"" + name + "\" stops counting";
                            case FACTOR_BEGINS -> "\"" + name + "\" begins to count";
                            case FACTOR_ENDS -> "\"" + name + "\" ends";
                        },
                        number(change.score()),
                        change.band().word());
    }

    private static String change(double points) {
        String amount = number(Math.abs(points));
        return (points < 0 ? "takes away " : "adds ") + amount + (amount.equals("1") ? " point" : " points");
    }

    private LocalDate day(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    /** With two digits behind the point at most: 12, 1.5, 0.03. */
    private static String number(double number) {
        String text = String.format(Locale.ROOT, "%.2f", number);
        return text.endsWith("00")
                ? text.substring(0, text.length() - 3)
                : text.endsWith("0") ? text.substring(0, text.length() - 1) : text;
    }

    private static String percent(double share) {
        return share > 0 && share < 0.01 ? "under 1 %" : Math.round(100 * share) + " %";
    }
}
