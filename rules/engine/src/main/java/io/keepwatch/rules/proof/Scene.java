package io.keepwatch.rules.proof;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.Risk;
import io.keepwatch.rules.engine.Engine;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * People, what HR said of them, and what they did, in the order in which it is delivered.
 *
 * @param subjects the people
 * @param hr what HR said
 * @param activities what happened
 * @param found kinds of the model that something else than a rule finds in an activity
 */
public record Scene(Subjects subjects, List<HrEvent> hr, List<Activity> activities, Map<Activity, List<String>> found) {

    /**
     * What came of it.
     *
     * @param alerts the final state of every alert, also of what rules find that only raise evidence
     * @param risks what people's scores came to, in order, by their key
     * @param failures rules that failed, with how often
     */
    public record Ending(List<Alert> alerts, Map<String, List<Risk>> risks, Map<String, Long> failures) {}

    /** The same with everything delivered in the order in which it happened. */
    public Scene inTimeOrder() {
        return new Scene(
                subjects,
                hr,
                activities.stream()
                        .sorted(Comparator.comparing(
                                activity -> activity.header().time()))
                        .toList(),
                found);
    }

    public Ending play(Engine engine) {
        Playback playback = new Playback(engine, subjects);
        hr.forEach(playback::add);
        subjects.people().forEach(playback::meet);
        for (Activity activity : activities) {
            playback.play(activity);
            found.getOrDefault(activity, List.of()).forEach(kind -> playback.find(activity, kind));
        }
        return new Ending(playback.found(), playback.risks(), playback.failures());
    }
}
