package io.keepwatch.rules.judgement;

import io.keepwatch.rules.book.EvidenceWindow;
import java.util.List;

/** The windows over evidence as of the time of one finding, itself included; computed when asked. */
public interface EvidenceValues {
    /**
     * How many findings, or kinds of them, a window holds.
     *
     * @param windows the windows of a rule
     * @param index the one that is asked for
     */
    long value(List<EvidenceWindow> windows, int index);
}
