package io.keepwatch.bench;

import java.time.Duration;
import java.util.List;

/** What can go wrong while people are being judged, and must not be seen in the alerts. */
enum Fault {
    EVALUATOR_KILLED_TWICE(new Kill("rule-evaluator"), new Kill("rule-evaluator")),
    BROKER_KILLED(new Kill("kafka")),
    DATABASE_KILLED(new Kill("postgresql")),
    INGESTION_KILLED(new Kill("ingestion")),
    CASE_MANAGEMENT_KILLED(new Kill("case-management")),
    NOTIFICATION_KILLED(new Kill("notification")),
    EVALUATOR_PAUSED_BRIEFLY(new Pause("rule-evaluator", Duration.ofSeconds(5))),
    EVALUATOR_PAUSED_PAST_ITS_TRANSACTION(new Pause("rule-evaluator", Duration.ofSeconds(15))),
    BROKER_PAUSED(new Pause("kafka", Duration.ofSeconds(15))),
    INGESTION_PAUSED(new Pause("ingestion", Duration.ofSeconds(15))),
    CASE_MANAGEMENT_PAUSED(new Pause("case-management", Duration.ofSeconds(15))),
    EVERYTHING_KILLED_IN_TURN(
            new Kill("ingestion"),
            new Kill("rule-evaluator"),
            new Kill("kafka"),
            new Kill("case-management"),
            new Kill("postgresql"));

    /** One blow; the blows of a fault fall at seeded moments, in this order. */
    sealed interface Blow {
        String process();
    }

    /** SIGKILL; the supervisor starts the process again. */
    record Kill(String process) implements Blow {}

    /** SIGSTOP, and SIGCONT after the given machine time. */
    record Pause(String process, Duration length) implements Blow {}

    private final List<Blow> blows;

    Fault(Blow... blows) {
        this.blows = List.of(blows);
    }

    List<Blow> blows() {
        return blows;
    }
}
