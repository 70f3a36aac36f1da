package io.keepwatch.contracts;

import static io.keepwatch.contracts.Attribute.CATEGORY;
import static io.keepwatch.contracts.Attribute.URL;

import org.jspecify.annotations.Nullable;

/**
 * A visit to a web site. Wire type {@code web.visit}.
 *
 * @param header what every activity has
 * @param url the address visited
 * @param category the proxy's category
 */
public record WebVisit(
        ActivityHeader header,
        @Nullable String url,
        @Nullable String category) implements Activity {
    static WebVisit of(ActivityHeader header, ActivityDraft draft) throws MalformedMessageException {
        return new WebVisit(header, draft.text(URL), draft.text(CATEGORY));
    }

    @Override
    public ActivityType type() {
        return ActivityType.WEB_VISIT;
    }

    @Override
    public @Nullable Object get(Attribute attribute) {
        return switch (attribute) {
            case URL -> url;
            case CATEGORY -> category;
            default -> null;
        };
    }
}
