package io.keepwatch.notification.hr;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whose access must be gone, as one line of an import has it (S1-01).
 *
 * @param line where it stands, from 1, the header of a CSV included
 * @param subject the person's key
 * @param effective the day they left or leave, in their zone; null for now
 * @param ticket where the list comes from
 */
record Leaver(
        int line,
        String subject,
        @Nullable LocalDate effective,
        @Nullable String ticket) {
    /** True if the two lines say the same of one person. */
    boolean saysTheSameAs(Leaver other) {
        return subject.equals(other.subject) && Objects.equals(effective, other.effective);
    }
}
