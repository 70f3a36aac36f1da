package io.keepwatch.contracts;

import static io.keepwatch.contracts.Attribute.DETAIL;
import static io.keepwatch.contracts.Attribute.RULE;
import static io.keepwatch.contracts.Attribute.SEVERITY;
import static io.keepwatch.contracts.Attribute.VENDOR;

import org.jspecify.annotations.Nullable;

/**
 * Another product's own finding. Wire type {@code detection}.
 *
 * @param header what every activity has
 * @param vendor dlp, ueba, edr, casb or email
 * @param rule the other product's rule
 * @param severity the other product's severity, as it says it
 * @param detail free text
 */
public record Detection(
        ActivityHeader header,
        @Nullable String vendor,
        @Nullable String rule,
        @Nullable String severity,
        @Nullable String detail)
        implements Activity {
    static Detection of(ActivityHeader header, ActivityDraft draft) throws MalformedMessageException {
        return new Detection(header, draft.text(VENDOR), draft.text(RULE), draft.text(SEVERITY), draft.text(DETAIL));
    }

    @Override
    public ActivityType type() {
        return ActivityType.DETECTION;
    }

    @Override
    public @Nullable Object get(Attribute attribute) {
        return switch (attribute) {
            case VENDOR -> vendor;
            case RULE -> rule;
            case SEVERITY -> severity;
            case DETAIL -> detail;
            default -> null;
        };
    }
}
