package io.keepwatch.cases.monitoring;

import io.keepwatch.contracts.NoticeResult;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** The row of what became of a notice. */
@Entity
@Immutable
@Table(name = "notice_result")
class NoticeEntity {
    @Id
    String id;

    String subject;
    String kind;
    String channel;
    String result;
    Instant at;
    String about;

    @SuppressWarnings("NullAway.Init")
    protected NoticeEntity() {}

    NoticeEntity(NoticeResult notice) {
        this.id = notice.id();
        this.subject = notice.subject();
        this.kind = notice.kind();
        this.channel = notice.channel();
        this.result = notice.result();
        this.at = notice.at();
        this.about = notice.about();
    }
}
