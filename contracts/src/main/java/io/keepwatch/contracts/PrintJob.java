package io.keepwatch.contracts;

import static io.keepwatch.contracts.Attribute.CLASSIFICATION;
import static io.keepwatch.contracts.Attribute.DOCUMENT;
import static io.keepwatch.contracts.Attribute.PAGES;
import static io.keepwatch.contracts.Attribute.PRINTER;

import org.jspecify.annotations.Nullable;

/**
 * Printing a document. Wire type {@code print.job}.
 *
 * @param header what every activity has
 * @param printer the printer's name
 * @param pages pages printed; 1 where the source does not count
 * @param document the document's name
 * @param classification public, internal, confidential or secret
 */
public record PrintJob(
        ActivityHeader header,
        @Nullable String printer,
        long pages,
        @Nullable String document,
        @Nullable String classification)
        implements Activity {
    static PrintJob of(ActivityHeader header, ActivityDraft draft) throws MalformedMessageException {
        return new PrintJob(
                header, draft.text(PRINTER), draft.number(PAGES, 1), draft.text(DOCUMENT), draft.text(CLASSIFICATION));
    }

    @Override
    public ActivityType type() {
        return ActivityType.PRINT_JOB;
    }

    @Override
    public @Nullable Object get(Attribute attribute) {
        return switch (attribute) {
            case PRINTER -> printer;
            case PAGES -> pages;
            case DOCUMENT -> document;
            case CLASSIFICATION -> classification;
            default -> null;
        };
    }
}
