package io.keepwatch.rules.score;

import io.keepwatch.contracts.ScoreModel;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A model between the form it is used in and the form it is told in; there and back it is the same. */
final class ToldModel {
    private ToldModel() {}

    static Model read(ScoreModel told) {
        Map<Strength, Double> ratios = new EnumMap<>(Strength.class);
        told.likelihoodRatios().forEach((strength, ratio) -> ratios.put(strength(strength), ratio));
        return new Model(
                told.digest(),
                told.root(),
                told.nodes().stream()
                        .map(node -> new Model.Node(
                                node.name(),
                                node.means(),
                                node.states(),
                                node.parents(),
                                node.table(),
                                node.protective()))
                        .toList(),
                ratios,
                told.repeats(),
                told.kinds().stream().map(ToldModel::read).toList(),
                read(told.context()));
    }

    private static Model.Kind read(ScoreModel.Kind kind) {
        return new Model.Kind(
                kind.name(),
                kind.says(),
                kind.evidence().stream()
                        .map(effect -> new Model.Effect(
                                effect.node(),
                                strength(effect.strength()),
                                effect.halfLife(),
                                effect.negative(),
                                effect.family()))
                        .toList(),
                kind.replaces());
    }

    private static ContextModel read(ScoreModel.Context context) {
        return new ContextModel(
                context.multiplies().equals(ScoreModel.ODDS) ? ContextModel.Mode.ODDS : ContextModel.Mode.SCORE,
                context.cap(),
                context.factors().stream()
                        .map(factor -> new ContextModel.Factor(factor.name(), factor.multiplier(), factor.says()))
                        .toList(),
                context.correlated());
    }

    static ScoreModel write(Model model, Instant liveSince) {
        Map<String, Double> ratios = new LinkedHashMap<>();
        model.likelihoodRatios().forEach((strength, ratio) -> ratios.put(strength.word(), ratio));
        return new ScoreModel(
                model.digest(),
                liveSince,
                model.root(),
                model.nodes().stream()
                        .map(node -> new ScoreModel.Node(
                                node.name(),
                                node.means(),
                                node.states(),
                                node.parents(),
                                node.table(),
                                node.protective()))
                        .toList(),
                ratios,
                model.repeats(),
                model.kinds().stream().map(ToldModel::write).toList(),
                write(model.context()));
    }

    private static ScoreModel.Kind write(Model.Kind kind) {
        return new ScoreModel.Kind(
                kind.name(),
                kind.says(),
                kind.evidence().stream()
                        .map(effect -> new ScoreModel.Effect(
                                effect.node(),
                                effect.strength().word(),
                                effect.halfLife(),
                                effect.negative(),
                                effect.family()))
                        .toList(),
                kind.replaces());
    }

    private static ScoreModel.Context write(ContextModel context) {
        return new ScoreModel.Context(
                context.mode() == ContextModel.Mode.ODDS ? ScoreModel.ODDS : ScoreModel.SCORE,
                context.cap(),
                context.factors().stream()
                        .map(factor -> new ScoreModel.Factor(factor.name(), factor.multiplier(), factor.says()))
                        .toList(),
                context.correlated());
    }

    private static Strength strength(String word) {
        return Strength.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
