package io.keepwatch.rules.score;

/**
 * Why a model is refused, and where.
 *
 * @param field where it stands, such as {@code nodes.Disgruntled.table[2]}; {@code context.} stands before what belongs
 *     to the multipliers
 * @param reason one sentence for the model's author
 */
public record ModelProblem(String field, String reason) {
    @Override
    public String toString() {
        return field + ": " + reason;
    }
}
