package io.keepwatch.ingestion.http;

import io.keepwatch.ingestion.IngestionConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets in only so many bodies at a time, since each takes memory while it is read. */
@Singleton
public class RequestGate {
    private final Semaphore places;
    private final Duration patience;
    private final Duration retryAfter;
    private final Pass pass = new Pass();

    RequestGate(IngestionConfig config) {
        places = new Semaphore(config.concurrentRequests());
        patience = config.patience();
        retryAfter = config.retryAfter();
    }

    /** To be closed when the request is done. */
    public final class Pass implements AutoCloseable {
        @Override
        public void close() {
            places.release();
        }
    }

    /** Waits a little for a place; throws a 429 problem if there is none. */
    public Pass enter() {
        try {
            if (places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return pass;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw Problems.overloaded("Too many requests are being read", retryAfter)
                .build();
    }
}
