package io.keepwatch.ingestion.activity;

import io.keepwatch.ingestion.IngestionConfig;
import io.keepwatch.ingestion.body.BodyTooLargeException;
import io.keepwatch.ingestion.body.Pieces;
import io.keepwatch.ingestion.body.Utf8;
import io.keepwatch.ingestion.feed.Feeds;
import io.keepwatch.ingestion.format.LineDecoder;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Takes in requests' activities, piece by piece, and tells what became of them once they are durable. */
@Singleton
class Reception {
    /** The producer answers within its delivery timeout; this much more means it does not answer at all. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final Acceptance acceptance;
    private final ActivityTopic topic;
    private final Feeds feeds;
    private final MeterRegistry meters;
    private final Duration longestWait;

    Reception(Acceptance acceptance, ActivityTopic topic, Feeds feeds, MeterRegistry meters, IngestionConfig config) {
        this.acceptance = acceptance;
        this.topic = topic;
        this.feeds = feeds;
        this.meters = meters;
        longestWait = config.deliveryTimeout().plus(MARGIN);
    }

    /**
     * Takes everything that can be taken; returns once all of it is durable, or is known not to be.
     *
     * @param namedSource the feed that the request names and the token grants; null if it names none
     * @throws IOException if the sender is gone
     */
    Outcome take(Pieces pieces, LineDecoder decoder, SourceGrant grant, @Nullable String namedSource)
            throws IOException {
        Intake intake = new Intake(acceptance, topic, new Tally(feeds, meters), grant, namedSource);
        Outcome.Ending ending = Outcome.Ending.COMPLETE;
        String detail = "";
        long settled;
        try {
            read(pieces, decoder, intake);
            settled = pieces.number();
        } catch (BodyTooLargeException e) {
            ending = Outcome.Ending.TOO_LARGE;
            detail = e.reason();
            settled = pieces.number();
        } catch (IntakeEndedException e) {
            ending = switch (e.why()) {
                case OVERLOADED -> Outcome.Ending.OVERLOADED;
                case UNAVAILABLE -> Outcome.Ending.UNAVAILABLE;
                case FOREIGN_SOURCE -> Outcome.Ending.FOREIGN_SOURCE;
            };
            settled = pieces.number() - 1;
        } finally {
            intake.end();
        }
        Delivery delivery = intake.delivery();
        boolean answered = delivery.await(longestWait);
        if (!answered || delivery.hasFailed()) {
            ending = Outcome.Ending.UNAVAILABLE;
        }
        settled = Math.min(settled, Math.min(decoder.openSince(), delivery.firstFailedLine()) - 1);
        return new Outcome(
                ending,
                intake.isReadable(),
                intake.rejections().answer(delivery.durableCount()),
                answered ? Math.max(0, settled) : 0,
                detail);
    }

    private static void read(Pieces pieces, LineDecoder decoder, Intake intake) throws IOException {
        try {
            while (pieces.next()) {
                String fault = pieces.fault();
                if (fault != null) {
                    intake.faulty(pieces.number(), fault);
                } else if (Utf8.isText(pieces.buffer(), pieces.offset(), pieces.length())) {
                    decoder.line(pieces.buffer(), pieces.offset(), pieces.length(), pieces.number(), intake);
                } else {
                    intake.unreadable(pieces.number(), "not UTF-8 text");
                }
            }
        } catch (ZipException | EOFException e) {
            intake.faulty(pieces.number() + 1, "the body breaks off: it cannot be unpacked");
        }
        decoder.end(intake);
    }
}
