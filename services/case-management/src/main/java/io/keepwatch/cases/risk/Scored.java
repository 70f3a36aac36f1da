package io.keepwatch.cases.risk;

import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.Risk;

/**
 * What a person's score came to, as it is new to those who act on it.
 *
 * @param subject the person's key
 * @param score the score and the bands before and since
 */
public record Scored(String subject, CaseEvent.ScoreSummary score) {

    /** Whether the band is another than before. */
    public boolean isChange() {
        return !score.band().equals(score.before());
    }

    /** Whether the band asks for more than before. */
    public boolean isRise() {
        return Risk.BANDS.indexOf(score.band()) > Risk.BANDS.indexOf(score.before());
    }

    /**
     * Whether it opens an investigation where none is open (S2-030, S2-031): a rise to Investigate or beyond, of a person.
     * What is not known to be anybody's is looked into when an alert asks for it.
     */
    public boolean opensCase() {
        return isRise() && !subject.startsWith("account:") && !subject.startsWith("host:");
    }
}
