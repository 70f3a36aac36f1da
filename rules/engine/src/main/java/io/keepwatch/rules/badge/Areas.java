package io.keepwatch.rules.badge;

import io.keepwatch.rules.judgement.Keywords;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which doors lead where, by {@link Keywords} in their names; the keywords are lists that security engineers edit (S3-25).
 */
public final class Areas {
    /** The names of the lists in {@code rules/lists}. */
    public static final String SENSITIVE = "sensitive-areas";

    public static final String COMMON = "common-areas";
    public static final String RECREATIONAL = "recreational-areas";
    public static final String ROOF = "roof-areas";

    private final Keywords sensitive;
    private final Keywords recreational;
    private final Keywords common;
    private final Keywords roof;

    /** @param lists keywords by the list's name; a list that is missing names no door */
    public Areas(Map<String, List<String>> lists) {
        sensitive = keywords(lists, SENSITIVE);
        recreational = keywords(lists, RECREATIONAL);
        common = keywords(lists, COMMON);
        roof = keywords(lists, ROOF);
    }

    private static Keywords keywords(Map<String, List<String>> lists, String name) {
        return new Keywords(lists.getOrDefault(name, List.of()));
    }

    /** The area behind a door of this name. */
    public Area behind(@Nullable String door) {
        return door == null ? Area.UNKNOWN : new Area(kind(door), roof.areIn(door));
    }

    private Area.Kind kind(String door) {
        if (sensitive.areIn(door)) {
            return Area.Kind.SENSITIVE;
        }
        if (recreational.areIn(door)) {
            return Area.Kind.RECREATIONAL;
        }
        return common.areIn(door) ? Area.Kind.COMMON : Area.Kind.OTHER;
    }
}
