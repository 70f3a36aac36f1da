package io.keepwatch.contracts;

import static io.keepwatch.contracts.Attribute.AREA;
import static io.keepwatch.contracts.Attribute.DETAIL;
import static io.keepwatch.contracts.Attribute.RECORD_KIND;
import static io.keepwatch.contracts.Attribute.WEIGHT;

import org.jspecify.annotations.Nullable;

/**
 * A record about the person that no sensor wrote: travel, expenses, incidents, stress. Wire type {@code record}.
 *
 * @param header what every activity has
 * @param kind travel, expense, incident, application, case or stress
 * @param area professional, personal or financial
 * @param weight weak, medium or strong
 * @param detail free text
 */
public record PersonRecord(
        ActivityHeader header,
        @Nullable String kind,
        @Nullable String area,
        @Nullable String weight,
        @Nullable String detail)
        implements Activity {
    static PersonRecord of(ActivityHeader header, ActivityDraft draft) throws MalformedMessageException {
        return new PersonRecord(
                header, draft.text(RECORD_KIND), draft.text(AREA), draft.text(WEIGHT), draft.text(DETAIL));
    }

    @Override
    public ActivityType type() {
        return ActivityType.PERSON_RECORD;
    }

    @Override
    public @Nullable Object get(Attribute attribute) {
        return switch (attribute) {
            case RECORD_KIND -> kind;
            case AREA -> area;
            case WEIGHT -> weight;
            case DETAIL -> detail;
            default -> null;
        };
    }
}
