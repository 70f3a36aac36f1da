package io.keepwatch.hunting.running;

import io.keepwatch.hunting.HuntingConfig;
import io.keepwatch.hunting.asking.Export;
import io.keepwatch.hunting.store.EventStore;
import io.keepwatch.hunting.store.ReaderSettings;
import io.keepwatch.hunting.store.StoreReader;
import io.keepwatch.hunting.writing.ActivityWriter;
import io.keepwatch.hunting.writing.WriterSettings;
import io.keepwatch.hunting.writing.WriterState;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The stored activities and who keeps them: written while questions are asked, merged, and let go when they are old. */
@Singleton
public final class Activities {
    private static final Duration TIDY_EVERY = Duration.ofSeconds(10);
    private static final Duration OPEN_EVERY = Duration.ofSeconds(5);
    private static final Duration END_WITHIN = Duration.ofSeconds(30);

    private final HuntingConfig config;
    private final Clock domainClock;
    private final StoreNews news;
    private final LegalHolds holds;
    private final ScheduledExecutorService upkeep = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("hunting-upkeep").factory());
    private volatile @Nullable Opening opening;
    private volatile @Nullable EventStore store;
    private volatile @Nullable String obstacle;
    private volatile @Nullable StoreReader reader;
    private volatile @Nullable ActivityWriter writer;

    Activities(HuntingConfig config, Clock domainClock, StoreNews news, LegalHolds holds) {
        this.config = config;
        this.domainClock = domainClock;
        this.news = news;
        this.holds = holds;
    }

    /**
     * To ask questions with.
     *
     * @throws NotOpenException while the store is being opened: requests come in before that
     */
    public StoreReader reader() throws NotOpenException {
        StoreReader opened = reader;
        if (opened == null) {
            throw new NotOpenException();
        }
        return opened;
    }

    /** How the writer is; null while the store is being opened. */
    public @Nullable WriterState writer() {
        ActivityWriter started = writer;
        return started == null ? null : started.state();
    }

    /** How many files of the store cannot be read; null while the store is being opened. */
    @Nullable
    Integer damaged() {
        EventStore opened = store;
        return opened == null ? null : opened.damaged();
    }

    /** Why the store is not open yet; null if nothing is in the way. */
    public @Nullable String obstacle() {
        return obstacle;
    }

    void onStart(@Observes StartupEvent event) throws IOException, SQLException {
        Export.clear(config.scratch());
        Opening opens = new Opening(config, news);
        opening = opens;
        if (opens.isRemote()) {
            upkeep.execute(() -> openWhenItCan(opens));
        } else {
            begin(opens.open());
        }
    }

    /** The service is up meanwhile, and says that it is not ready and why. */
    private void openWhenItCan(Opening opens) {
        if (upkeep.isShutdown()) {
            return;
        }
        try {
            begin(opens.open());
            obstacle = null;
        } catch (IOException | SQLException | RuntimeException e) {
            obstacle = e.getMessage();
            news.failed("opening the store", e);
            if (!upkeep.isShutdown()) {
                upkeep.schedule(() -> openWhenItCan(opens), OPEN_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void begin(EventStore opened) throws IOException, SQLException {
        try {
            reader = new StoreReader(opened, new ReaderSettings(config.questionMemory(), config.questionThreads()));
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
        store = opened;
        ActivityWriter started = new ActivityWriter(opened, writerSettings(), InstantSource.system());
        writer = started;
        started.start();
        InstantSource machine = InstantSource.system();
        Merging merging = new Merging(machine.instant());
        repeat(TIDY_EVERY, "merging files", () -> {
            while (merging.isDue(started.state().lag(), machine.instant()) && opened.tidy()) {
                // One hour after the other.
            }
        });
        repeat(config.expireEvery(), "letting old activities go", () -> opened.expire(firstKept(), holds.subjects()));
    }

    void onStop(@Observes ShutdownEvent event) throws IOException, SQLException, InterruptedException {
        upkeep.shutdown();
        if (store == null) {
            // It is still being opened; what was fetched is fetched.
            upkeep.shutdownNow();
            upkeep.awaitTermination(END_WITHIN.toSeconds(), TimeUnit.SECONDS);
        }
        ActivityWriter writing = writer;
        if (writing != null) {
            writing.close();
        }
        StoreReader reading = reader;
        if (reading != null) {
            reading.close();
        }
        if (!upkeep.awaitTermination(END_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
            // What it was doing is in the store's journal, and ended at the next start.
            upkeep.shutdownNow();
        }
        EventStore opened = store;
        if (opened != null) {
            opened.close();
        }
        Opening opens = opening;
        if (opens != null) {
            opens.close();
        }
    }

    private WriterSettings writerSettings() {
        Map<String, Object> kafka = new HashMap<>(config.kafka());
        kafka.put("bootstrap.servers", config.bootstrapServers());
        WriterSettings usual = WriterSettings.of(kafka);
        return new WriterSettings(kafka, config.flushRows(), usual.mostBytes(), config.flushAfter(), usual.pause());
    }

    private LocalDate firstKept() {
        return LocalDate.ofInstant(domainClock.instant(), ZoneOffset.UTC).minusDays(config.retentionDays());
    }

    private interface Chore {
        void run() throws IOException;
    }

    private void repeat(Duration every, String what, Chore chore) {
        upkeep.scheduleWithFixedDelay(
                () -> {
                    try {
                        chore.run();
                    } catch (IOException | RuntimeException e) {
                        news.failed(what, e);
                    }
                },
                every.toMillis(),
                every.toMillis(),
                TimeUnit.MILLISECONDS);
    }
}
