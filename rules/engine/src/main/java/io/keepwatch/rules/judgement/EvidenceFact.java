package io.keepwatch.rules.judgement;

import io.keepwatch.rules.book.EvidenceWindow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a combination sees of something that was found. For each rule a subclass is generated ({@link FactClasses}) that
 * adds the rule's windows as properties; {@link FactSchema} says which properties a condition may read.
 */
public abstract class EvidenceFact {
    private List<EvidenceWindow> windows = List.of();
    private String kind = "";
    private Instant time = Instant.EPOCH;
    private @Nullable EvidenceValues values;

    /** @param ofRule the windows that the rule declares */
    void declare(List<EvidenceWindow> ofRule) {
        windows = ofRule;
    }

    void look(String newKind, Instant newTime, EvidenceValues newValues) {
        kind = newKind;
        time = newTime;
        values = newValues;
    }

    /** For generated getters: the value of the window at this place among the rule's own. */
    protected final long window(int index) {
        if (values == null) {
            throw new IllegalStateException("nothing is being judged");
        }
        return values.value(windows, index);
    }

    /** A kind of the model, or the id of the rule that found it. */
    public final String getKind() {
        return kind;
    }

    /** When the activity happened in which it was found. */
    public final Instant getTime() {
        return time;
    }
}
