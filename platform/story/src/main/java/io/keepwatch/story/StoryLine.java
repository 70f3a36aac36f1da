package io.keepwatch.story;

import java.time.Instant;
import java.util.Comparator;

/**
 * One line that a feed delivers.
 *
 * @param feed the feed's name, {@code ?source=} at the door
 * @param format how the feed writes
 * @param at when what it tells happened
 * @param text the line, without its line end
 */
record StoryLine(String feed, Format format, Instant at, String text) {
    /** By time; lines of one instant keep the order they were told in. */
    static final Comparator<StoryLine> BY_TIME = Comparator.comparing(StoryLine::at);

    /** How a feed writes its lines. */
    enum Format {
        NDJSON(".ndjson", "", Moments.Form.RFC_3339),
        AUDITD(".log", "auditd", Moments.Form.AUDIT);

        private final String suffix;
        private final String parameter;
        private final Moments.Form form;

        Format(String suffix, String parameter, Moments.Form form) {
            this.suffix = suffix;
            this.parameter = parameter;
            this.form = form;
        }

        /** The end of the name of a file in this format. */
        String suffix() {
            return suffix;
        }

        /** The word of {@code ?format=}, empty for the door's own format. */
        String parameter() {
            return parameter;
        }

        Moments.Form form() {
            return form;
        }
    }
}
