package io.keepwatch.notification.notice;

import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.contracts.TaskEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that notices are made of: a message from one of the topics. */
sealed interface Told {
    /** The message's id. */
    String id();

    /** The person it is about. */
    String subject();

    /** When it happened. */
    Instant at();

    /** What kind of message it is. */
    CloudEvent.Type type();

    /** What kind of notice comes of it, as {@code NoticeResult} has it. */
    String kind();

    /** Notices of one line and destination go out in their order. */
    String line();

    /** The place in the line; of equals the one that came first. */
    default long version() {
        return 0;
    }

    /** The case it belongs to, or null. */
    default @Nullable String caseId() {
        return null;
    }

    /** The monitoring period it is about, or null. */
    default @Nullable String period() {
        return null;
    }

    /** The receipt that it confirms to be in effect, or null. HR hears of each receipt once. */
    default @Nullable String confirms() {
        return null;
    }

    byte[] write();

    /** Something happened to a case. */
    record OfCase(CaseEvent event) implements Told {
        static final String KIND = "case";

        @Override
        public String id() {
            return event.id();
        }

        @Override
        public String subject() {
            return event.subject();
        }

        @Override
        public Instant at() {
            return event.at();
        }

        @Override
        public CloudEvent.Type type() {
            return CloudEvent.Type.CASE_EVENT;
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String line() {
            return event.caseId();
        }

        @Override
        public long version() {
            return event.caseVersion();
        }

        @Override
        public String caseId() {
            return event.caseId();
        }

        @Override
        public byte[] write() {
            return event.write();
        }
    }

    /** Something happened to a task. */
    record OfTask(TaskEvent event) implements Told {
        static final String KIND = "task";

        @Override
        public String id() {
            return event.id();
        }

        @Override
        public String subject() {
            return event.subject();
        }

        @Override
        public Instant at() {
            return event.at();
        }

        @Override
        public CloudEvent.Type type() {
            return CloudEvent.Type.TASK_EVENT;
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String line() {
            return event.task();
        }

        @Override
        public byte[] write() {
            return event.write();
        }
    }

    /** Something became of a monitoring period. */
    record OfMonitoring(MonitoringChange change) implements Told {
        static final String SUSPICION = "suspicion";

        @Override
        public String id() {
            return change.id();
        }

        @Override
        public String subject() {
            return change.subject();
        }

        @Override
        public Instant at() {
            return change.at();
        }

        @Override
        public CloudEvent.Type type() {
            return CloudEvent.Type.MONITORING_CHANGE;
        }

        @Override
        public String kind() {
            return switch (change.state()) {
                case MonitoringChange.ACTIVE -> "confirmation";
                case MonitoringChange.SUSPICION -> SUSPICION;
                default -> "all-clear";
            };
        }

        @Override
        public String line() {
            return change.subject();
        }

        @Override
        public String period() {
            return change.period();
        }

        /**
         * A termination begins a period and the watch over the accounts. The evaluator tells both in one transaction, the
         * period first, so that with the first word of a receipt all of it is in effect that has begun by then; what
         * begins later, the watch of a departure to come, is not confirmed once more.
         */
        @Override
        public @Nullable String confirms() {
            if (!change.state().equals(MonitoringChange.ACTIVE)) {
                return null;
            }
            return change.receipt() == null ? change.period() : change.receipt();
        }

        @Override
        public byte[] write() {
            return change.write();
        }
    }

    /** @param kind as {@link #kind()} said */
    static Told read(String kind, byte[] message) throws MalformedMessageException {
        return switch (kind) {
            case OfCase.KIND -> new OfCase(CaseEvent.read(message));
            case OfTask.KIND -> new OfTask(TaskEvent.read(message));
            default -> new OfMonitoring(MonitoringChange.read(message));
        };
    }
}
