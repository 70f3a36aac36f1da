package io.keepwatch.cases.casefile;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The row of a checklist item. */
@Entity
@Table(name = "checklist_item")
class ChecklistEntity {
    @EmbeddedId
    Key key;

    String item;
    String state;

    @Column(name = "done_by")
    @Nullable
    String doneBy;

    @Column(name = "done_at")
    @Nullable
    Instant doneAt;

    @Nullable
    String evidence;

    @SuppressWarnings("NullAway.Init")
    protected ChecklistEntity() {}

    ChecklistItem toItem() {
        return new ChecklistItem(item, state, doneBy, doneAt, evidence);
    }

    /** A place in a case's checklist. */
    @Embeddable
    record Key(@Column(name = "case_id") UUID caseId, short position) {}
}
