package io.keepwatch.rules.memory;

import io.keepwatch.contracts.AlertActivity;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * That something was found in an activity: what combinations look at. A finding that is grouped for a day leaves a trace of
 * each of its activities, so that what comes together does not depend on which of them came first.
 *
 * @param kind what was found: a kind of the model, or the rule that found it
 * @param finding names the finding among the person's: the alert's id, or what stands for it
 * @param nodes the nodes that the finding speaks of; with the finding's name they are the names of its evidence
 * @param told whether the finding is an alert that somebody is told of
 * @param activity the activity
 */
public record Trace(String kind, String finding, List<String> nodes, boolean told, AlertActivity activity) {
    /** By time, then by what tells two apart. */
    static final Comparator<Trace> ORDER = Comparator.comparing(Trace::activity, AlertActivity.ORDER)
            .thenComparing(Trace::kind)
            .thenComparing(Trace::finding);

    public Trace {
        nodes = List.copyOf(nodes);
    }

    /** When it happened. */
    public Instant time() {
        return activity.time();
    }

    /** The ids of the evidence that the finding left. */
    List<String> evidence() {
        return nodes.stream().map(node -> finding + '-' + node).toList();
    }
}
