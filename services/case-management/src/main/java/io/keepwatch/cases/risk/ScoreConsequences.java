package io.keepwatch.cases.risk;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Whoever acts on what scores come to. */
public interface ScoreConsequences {

    /**
     * Follows what is new, in the caller's transaction, which holds the locks of the subjects.
     *
     * @param scored in the order in which it was said
     * @return whether anything came of it
     */
    Uni<Boolean> follow(List<Scored> scored);

    /** What {@link #follow} did is committed. */
    void committed();
}
