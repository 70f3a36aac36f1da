package io.keepwatch.rules.book;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import java.util.List;
import java.util.Set;

/**
 * What a rule set does with activities of one type.
 *
 * @param type the type
 * @param rules the rules whose condition looks at it
 * @param feeds the windows an activity of this type may feed
 * @param reads the windows that {@code rules} read
 * @param projection the attributes that conditions, consequences, windows and groupings read: what must be remembered
 *     to judge an activity of this type again
 */
public record TypePlan(
        ActivityType type,
        List<Rule> rules,
        List<WindowDeclaration> feeds,
        List<WindowDeclaration> reads,
        Set<Attribute> projection) {

    public TypePlan {
        rules = List.copyOf(rules);
        feeds = List.copyOf(feeds);
        reads = List.copyOf(reads);
        projection = Set.copyOf(projection);
    }

    /** False where no rule would ever notice: then an activity leaves no trace in memory. */
    public boolean remembered() {
        return !rules.isEmpty() || !feeds.isEmpty();
    }
}
