package io.keepwatch.rules.habit;

/**
 * How unusual something is for a person: the share of what they and their peers do that is <em>more</em> usual. It is a
 * statement of what was known when it was asked (R15).
 *
 * @param state whether enough is known
 * @param probability 0 (as usual as anything) to 1; 0 while learning
 * @param ownDays days of the person's own that it rests on, older ones counting less
 * @param threshold from which probability on it is evidence
 */
public record Unusualness(State state, double probability, double ownDays, double threshold) {
    /** What is known of a person. */
    public enum State {
        /** Not enough for a claim: nothing is unusual. */
        LEARNING,
        LEARNED
    }

    /** Of what nobody said anything of. */
    public static Unusualness nothingKnown(HabitSettings settings) {
        return learning(0, settings);
    }

    static Unusualness learning(double ownDays, HabitSettings settings) {
        return new Unusualness(State.LEARNING, 0, ownDays, settings.threshold());
    }

    static Unusualness of(double rarity, double ownDays, HabitSettings settings) {
        return new Unusualness(State.LEARNED, Math.clamp(1 - rarity, 0, 1), ownDays, settings.threshold());
    }

    /** Whether it is unusual enough to be evidence (S3-09). */
    public boolean isEvidence() {
        return state == State.LEARNED && probability >= threshold;
    }
}
