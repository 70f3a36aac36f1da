package io.keepwatch.bench;

import io.keepwatch.platform.postgres.Database;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** The doors of a running platform and the keys to them. */
interface Doors {
    URI ingestion();

    URI ruleEvaluator();

    URI caseManagement();

    URI hunting();

    URI notification();

    /** The signature of what HR delivers, as Standard Webhooks has it. */
    String hrSignature(String id, String timestamp, String body);

    /** Where the hunting store keeps its files. */
    Path storedActivities();

    /** A database of the platform, for tables of a benchmark that are gone after it. */
    Database database();

    String bootstrapServers();

    /** A token of that role, valid for at least a minute from now. */
    String token(String role);

    /** Kills a process of the platform as a crash would ({@code SIGKILL}); its supervisor starts it again. */
    void kill(String process);

    /** Stops a process ({@code SIGSTOP}) and lets it go on after the given machine time; returns then. */
    void pause(String process, Duration length);

    /** Has a process of the platform collect its garbage whole; what it holds afterwards, it needs. */
    void collectGarbage(String process);

    /** Waits until a process of the platform answers that it is ready. */
    void awaitReady(String process);
}
